"""What page furniture says of itself, in the languages of the news: the wordings, by kind. Judges no line.

A wording is matched against the line in lower case with every sign turned into a space. "^" stands for
the line's beginning and "$" for its end; without them a wording may stand anywhere, as whole words (in
Chinese, Japanese and Thai, which write no spaces, as any run of characters).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

LONGEST: Final = 200  # characters of a line that are looked at: what furniture says, it says at once

KINDS: Final = (
    "heading", "share", "offer", "legal", "byline", "caption", "comment", "advert", "more", "menu",
    "tags", "filler", "notice",
)  # fmt: skip
HEADING, SHARE, OFFER, LEGAL, BYLINE, CAPTION, COMMENT, ADVERT, MORE, MENU, TAGS, FILLER, NOTICE = KINDS

_WORDINGS: Final = {
    HEADING: """
        ^related ; ^most read ; ^most viewed ; ^most popular ; ^most watched ; ^most shared ;
        ^most commented ; ^most recent ; ^popular now $ ; ^popular on ; ^trending ; ^read next ;
        ^up next ; ^next up ; ^what to read next ; ^read more on ; ^more from ; ^more on this ;
        ^more in ; ^more stories ; ^more news $ ; ^more headlines ; ^more to explore ; ^more like this ;
        ^more top stories ; ^also in ; ^also read ; ^also on ; ^you may also like ;
        ^you might also like ; ^you may like ; ^you might like ; ^recommended ; ^editor s picks ;
        ^editors picks ; ^editor s choice ; ^latest news ; ^latest stories ; ^latest posts ;
        ^latest from ; ^latest headlines ; ^latest in ; ^our latest ; ^top stories ; ^top news ;
        ^in other news ; ^from our archive ; ^from the archive ; ^from around the web ;
        ^around the web ; ^further reading ; ^explore more ; ^in case you missed it ; ^don t miss ;
        ^must read ; ^must reads ; ^keep reading ; ^recent posts ; ^recent articles ; ^recent stories ;
        ^featured stories ; ^other stories ; ^similar ; ^see also $ ; ^previous story ; ^next story ;
        ^previous article ; ^next article ; ^subscribers also read ; ^readers also ; ^on our radar ;
        ^story timeline ; ^promoted ; ^popular stories ; ^popular articles ; ^what others are reading ;
        ^today s top ; ^stories for you ; ^selected for you ; ^before you go ; ^also from ;
        ^more hot stories ; ^new on ; ^elsewhere ; ^mehr zum thema ; ^mehr aus ; ^mehr von ;
        ^lesen sie auch ; ^das könnte sie auch interessieren ; ^auch interessant ; ^meistgelesen ;
        ^meistgelesene ; ^am häufigsten gelesen ; ^verwandte artikel ; ^ähnliche artikel ;
        ^weitere artikel ; ^weitere meldungen ; ^weitere themen ; ^aktuelle nachrichten ;
        ^neueste artikel ; ^empfehlungen ; ^empfohlen ; ^themen des tages ; ^passend zum thema ;
        ^beliebte artikel ; ^topthemen ; ^nächster artikel ; ^vorheriger artikel ; ^à lire aussi ;
        ^lire aussi ; ^a lire aussi ; ^sur le même thème ; ^sur le même sujet ; ^les plus lus ;
        ^les plus lues ; ^les plus partagés ; ^nos articles ; ^vous aimerez aussi ;
        ^ces articles pourraient ; ^articles liés ; ^articles similaires ; ^à ne pas manquer ;
        ^à découvrir ; ^dernières actualités ; ^nos dossiers ; ^dans la même rubrique ;
        ^pour aller plus loin ; ^plus d articles ; ^recommandé pour vous ; ^derniers articles ;
        ^article suivant ; ^article précédent ; ^voir aussi $ ; ^l essentiel ; ^te puede interesar ;
        ^también te puede interesar ; ^le puede interesar ; ^lo más leído ; ^lo más visto ; ^lo más ;
        ^más noticias ; ^más sobre ; ^más información $ ; ^noticias relacionadas ;
        ^artículos relacionados ; ^relacionadas $ ; ^relacionado ; ^lea también ; ^lee también ;
        ^leer también ; ^ver también ; ^y además ; ^últimas noticias ; ^recomendados ; ^recomendamos ;
        ^más leídas ; ^las más leídas ; ^destacados ; ^en portada ; ^otras noticias ;
        ^siguiente noticia ; ^leia também ; ^leia mais ; ^veja também ; ^mais lidas ; ^as mais lidas ;
        ^mais notícias ; ^últimas notícias ; ^notícias relacionadas ; ^saiba mais $ ;
        ^recomendado para você ; ^você pode gostar ; ^relacionados $ ; ^mais sobre ; ^destaques ;
        ^últimas $ ; ^leggi anche ; ^potrebbe interessarti ; ^potrebbero interessarti ; ^i più letti ;
        ^le più lette ; ^articoli correlati ; ^altre notizie ; ^ultime notizie ; ^notizie correlate ;
        ^vedi anche ; ^più letti ; ^ti potrebbe interessare ; ^lees ook ; ^meest gelezen ; ^meer over ;
        ^gerelateerd ; ^gerelateerde artikelen ; ^meer nieuws ; ^ander nieuws ; ^laatste nieuws ;
        ^läs mer $ ; ^läs också ; ^läs även ; ^mest lästa ; ^les også ; ^mest lest ; ^læs også ;
        ^mest læste ; ^lue myös ; ^luetuimmat ; ^читайте также ; ^читать также ; ^что еще почитать ;
        ^ещё по теме ; ^еще по теме ; ^по теме ; ^материалы по теме ; ^новости по теме ;
        ^другие новости ; ^главные новости ; ^последние новости ; ^самое читаемое ; ^популярное ;
        ^популярные ; ^рекомендуем ; ^похожие ; ^смотрите также ; ^лента новостей ; ^связанные ;
        ^важное ; ^главное $ ; ^также по теме ; ^самое интересное ; ^выбор редакции ; ^читайте далее ;
        ^читайте ещё ; ^читайте також ; ^популярні ; ^останні новини ; ^за темою ; ^схожі новини ;
        ^czytaj także ; ^czytaj też ; ^zobacz też ; ^zobacz także ; ^najczęściej czytane ; ^polecane ;
        ^polecamy ; ^podobne artykuły ; ^najnowsze ; ^čtěte také ; ^nejčtenější ; ^související ;
        ^citește și ; ^cele mai citite ; ^olvasta már ; ^ajánljuk ; ^kapcsolódó ; ^διαβάστε επίσης ;
        ^δημοφιλή ; ^σχετικά άρθρα ; ^ilgili haberler ; ^çok okunanlar ; ^en çok okunanlar ;
        ^en çok okunan ; ^son haberler ; ^bunlar da ilginizi çekebilir ; ^diğer haberler ; ^önerilen ;
        ^günün haberleri ; ^sıradaki haber ; ^sonraki haber ; ^baca juga ; ^berita terkait ;
        ^artikel terkait ; ^terpopuler ; ^terkini ; ^berita lainnya ; ^rekomendasi ;
        ^paling banyak dibaca ; ^baca selengkapnya ; ^tin liên quan ; ^tin cùng chuyên mục ;
        ^đọc nhiều ; ^xem thêm ; ^tin mới ; ^có thể bạn quan tâm ; ^संबंधित ; ^यह भी पढ़ें ;
        ^ये भी पढ़ें ; ^इसे भी पढ़ें ; ^और पढ़ें ; ^सबसे ज्यादा पढ़े ; ^सबसे ज़्यादा पढ़े ;
        ^ताज़ा खबरें ; ^ताजा खबरें ; ^ताज़ा ख़बरें ; ^लोकप्रिय ; ^ट्रेंडिंग ; ^वायरल ; ^आज के बड़े ;
        ^बड़ी खबरें ; ^पाठकों की पसंद ; ^आपकी पसंद ; ^अन्य खबरें ; ^अन्य समाचार ; ^मुख्य समाचार ;
        ^आपके लिए ; ^और खबरें ; ^टॉप ; ^अगली खबर ; ^पिछली खबर ; ^आगे पढ़ें ; ^আরও পড়ুন ; ^সম্পর্কিত ;
        ^সর্বশেষ ; ^জনপ্রিয় ; ^மேலும் ; ^தொடர்புடைய ; ^हेही वाचा ; ^संबंधित बातम्या ; ^اقرأ أيضا ;
        ^اقرأ أيضاً ; ^اقرأ ايضا ; ^اقرأ المزيد ; ^الأكثر قراءة ; ^الأكثر مشاهدة ; ^مواضيع ذات صلة ;
        ^أخبار ذات صلة ; ^أخبار متعلقة ; ^قد يعجبك ; ^المزيد من ; ^آخر الأخبار ; ^شاهد أيضا ;
        ^مقالات ذات صلة ; ^ذات صلة ; ^اخترنا لك ; ^مزید پڑھیں ; ^یہ بھی پڑھیں ; ^متعلقہ خبریں ;
        ^متعلقہ ; ^مقبول ترین ; ^تازہ ترین ; ^بیشتر بخوانید ; ^پربازدیدترین ; ^اخبار مرتبط ;
        ^مطالب مرتبط ; ^קרא גם ; ^כתבות נוספות ; ^הנצפים ; 相关阅读 ; 相关新闻 ; 相关文章 ; 相关推荐 ;
        相关报道 ; 热门推荐 ; 热门文章 ; 热门新闻 ; 热点推荐 ; 推荐阅读 ; ^为您推荐 ; ^为你推荐 ;
        猜你喜欢 ; 延伸阅读 ; 往期精选 ; 精选留言 ; 留言区精选 ; ^上一篇 ; ^下一篇 ; 更多新闻 ;
        精彩推荐 ; 阅读排行 ; 点击排行 ; 最新文章 ; 最新资讯 ; 热搜 ; 編輯推薦 ; 延伸閱讀 ; 相關新聞 ;
        相關文章 ; 推薦閱讀 ; 熱門新聞 ; 熱門文章 ; 猜你喜歡 ; 更多新聞 ; 関連記事 ; 関連ニュース ;
        おすすめ記事 ; あわせて読みたい ; 合わせてどうぞ ; こちらもおすすめ ; アクセスランキング ;
        人気記事 ; ^ランキング $ ; 最新記事 ; 最新ニュース ; 次の記事 ; 前の記事 ; 関連リンク ;
        注目記事 ; ^関連 $ ; 관련기사 ; 관련 기사 ; 많이 본 ; 인기 기사 ; 최신 기사 ; 추천 기사 ;
        주요 뉴스 ; 주요뉴스 ; ^다음 기사 ; ^이전 기사 ; ข่าวที่เกี่ยวข้อง ; ข่าวล่าสุด ;
        อ่านเพิ่มเติม
        """,
    SHARE: """
        ^share $ ; ^shares $ ; ^share this ; ^share on ; ^share to ; ^share via ; ^share article ;
        ^share tweet ; ^save share ; ^tweet $ ; ^tweet this ; ^facebook $ ; ^facebook twitter ;
        ^twitter $ ; ^whatsapp ; ^linkedin $ ; ^pinterest $ ; ^reddit $ ; ^telegram $ ; ^email $ ;
        ^e mail $ ; ^email facebook ; ^print $ ; ^print share ; ^print this ; ^copy link ; ^copy url ;
        ^link copied ; ^instagram $ ; ^youtube $ ; ^tumblr $ ; ^flipboard $ ; ^google $ ; ^tiktok $ ;
        ^follow us ; ^follow $ ; ^follow me ; ^follow the topics ; ^connect with us ; ^connect us on ;
        ^join us on ; ^like us on ; ^bookmark $ ; ^save $ ; ^gift $ ; ^listen $ ; ^read aloud ;
        ^text size ; ^opens in new window ; opens in new window $ ; ^back to top ; ^go to top ;
        ^go totop ; ^return to top ; ^send to a ; ^download as pdf ; ^print version ; ^forwarded this ;
        ^set alert ; ^click to share ; shares $ ; ^view in browser ; ^rss $ ; ^vk $ ; ^x $ ; ^teilen $ ;
        ^merken ; ^drucken ; ^artikel teilen ; ^folgen sie uns ; ^zur startseite ; ^nach oben ;
        ^vorlesen ; ^auf facebook ; ^per mail ; ^partager ; ^imprimer ; ^ajouter aux favoris ;
        ^suivez nous ; ^écouter ; ^copier le lien ; ^haut de page ; ^retour en haut ; ^compartir ;
        ^copiar enlace ; ^guardar ; ^síguenos ; ^escuchar $ ; ^imprimir ; ^compartilhar ; ^compartilhe ;
        ^ouvir o texto ; ^siga nos ; ^condividi ; ^stampa $ ; ^seguici ; ^delen $ ; ^deel ; ^dela $ ;
        ^del $ ; ^udostępnij ; ^поделиться ; ^версия для печати ; ^шрифт ; ^следите за нами ;
        ^подписывайтесь на нас ; ^подпишитесь на наш ; ^мы в соцсетях ; ^наверх ; ^распечатать ;
        ^paylaş ; ^takip et ; ^bagikan ; ^chia sẻ ; ^शेयर ; ^साझा करें ; ^सहेजें ; ^फॉलो करें ;
        ^हमें फॉलो ; व्हाट्सऐप चैनल ; ^مشاركة ; ^شارك ; ^تابعنا ; ^طباعة ; ^شیئر کریں ; ^ہمیں فالو ;
        ^分享到 ; ^分享 $ ; ^字号 ; ^点赞 ; ^收藏 ; 扫码 ; 长按识别 ; 扫一扫 ; 关注我们 ; ^关注作者 ;
        ^シェア ; ^ツイート ; ^印刷 ; ^공유 ; ^스크랩 ; ^인쇄
        """,
    OFFER: """
        newsletter ; ^subscribe ; ^sign up ; ^signup ; ^sign in ; ^log in ; ^login ; ^register ;
        ^join $ ; ^join now ; ^join our ; ^create account ; ^my account ; ^become a member ;
        ^become a subscriber ; ^already a subscriber ; ^support our ; ^support independent ;
        ^support the ; ^donate ; ^donate now ; delivered to your inbox ; in your inbox ; to your inbox ;
        ^get our ; ^get the latest ; ^get breaking ; ^get unlimited ; ^free trial ; ^start your ;
        ^subscription ; ^your subscription ; our daily email ; our free ; ^download our ;
        download the app ; download app ; our app ; mobile app ; your email address ;
        ^enter your email ; unsubscribe ; ^manage your ; a month for ; ^request a trial ; ^win a ;
        ^buy us ; consider buying ; consider supporting ; ^readers like you ; premium ; paywall ;
        subscribers only ; ^unlock ; ^continue reading ; ^to continue reading ; this article is for ;
        ^read the full ; push notifications ; breaking news alerts ; ^thanks for signing ; ^join the ;
        ad free reading ; ^subscriber content ; ^members get ; members only ; ^abonnieren ;
        ^jetzt abonnieren ; ^abo $ ; ^abo ; ^anmelden ; ^registrieren ; ^jetzt testen ; wochen testen ;
        kostenlos testen ; ^newsletter ; jetzt bestellen ; ^abonnez vous ; ^s abonner ; ^je m abonne ;
        ^se connecter ; ^s inscrire ; ^inscrivez vous ; ^recevez ; lettre d information ;
        ^téléchargez notre ; réservé aux abonnés ; sans engagement ; ^suscríbete ; ^suscribirse ;
        ^suscríbase ; ^iniciar sesión ; ^regístrate ; ^boletín ; recibe las noticias ; en tu correo ;
        ^hazte socio ; ^assine ; ^entrar $ ; ^cadastre se ; ^receba ; ^abbonati ; ^accedi ; ^iscriviti ;
        ^registrati ; ^abonneer ; ^inloggen ; ^logga in ; ^prenumerera ; ^logg inn ; ^abonner ;
        ^tilmeld ; ^zaloguj ; ^zapisz się ; ^подписка $ ; ^подписаться ; ^подпишитесь ; ^получайте ;
        ^войти $ ; ^вход $ ; ^регистрация $ ; рассылк ; на почту $ ; ^скачать приложение ; ^abone ol ;
        ^üye ol ; ^giriş yap ; ^bülten ; ^langganan ; ^berlangganan ; ^daftar $ ; ^masuk $ ; ^đăng ký ;
        ^đăng nhập ; ^सदस्यता ; ^सब्सक्राइब ; ^न्यूज़लेटर ; ^लॉगिन ; ^साइन ; ऐप डाउनलोड ; से जुड़ें $ ;
        ^हमसे जुड़ें ; ई पेपर ; की सदस्यता ; ^اشترك ; ^تسجيل ; النشرة ; ^سجل ; ^سبسکرائب ; نیوز لیٹر ;
        ^订阅 ; ^登录 ; ^注册 ; 下载客户端 ; 客户端 $ ; ^下载 ; ^投稿 ; 公众号 ; ^登入 ; ^註冊 ; ^訂閱 ;
        ^ログイン ; ^会員登録 ; ^無料登録 ; メルマガ ; この記事は有料 ; 会員限定 ; ^로그인 ; ^회원가입 ;
        ^구독
        """,
    LEGAL: """
        cookie ; cookies ; ^privacy ; privacy policy ; privacy notice ; privacy settings ; ^terms of ;
        ^terms and ; terms of use ; terms of service ; terms conditions ; ^copyright ;
        all rights reserved ; ^disclaimer ; ^imprint ; ^legal notice ; ^accessibility ; ^do not sell ;
        your privacy ; ^contact us ; ^about us ; ^advertise ; ^careers ; ^sitemap ; ^site map ;
        ^code of ethics ; ^editorial guidelines ; ^editorial standards ; ^complaints ; ^corrections ;
        ^reprints ; ^syndication ; ^licensing ; ^licence ; ^creative commons ; ^masthead ;
        ^responsible editor ; ^a member of ; ^help $ ; ^help center ; ^faq $ ; ^faqs $ ; ^powered by ;
        ^designed by ; may not be published ; may not be republished ; may not be reproduced ;
        ^registered office ; ^accept all ; ^manage preferences ; ^reject all ; tracking technologies ;
        ^modern slavery ; ^grievance ; ^skip to ; is a trading name of ; for information only ;
        member of the press ; ^any views expressed ; ^browser ; enable javascript ;
        market data provided ; delayed by at least ; delayed at least ; ^report a ; ^something wrong ;
        ^contact the newsroom ; ^impressum ; ^datenschutz ; ^agb $ ; ^nutzungsbedingungen ; ^kontakt ;
        ^cookie einstellungen ; ^haben sie fehler ; ^stellenmarkt ; ^mentions légales ; ^gérer mes ;
        ^conditions générales ; ^cgu $ ; ^cgv $ ; ^politique de confidentialité ;
        respectons votre vie privée ; tout accepter ; tous droits réservés ; ^signaler une erreur ;
        ^aviso legal ; ^política de ; ^términos y ; ^contacto ; todos los derechos ; ^quiénes somos ;
        ^política de privacidade ; ^termos de uso ; todos os direitos ; ^trabalhe conosco ;
        ^expediente ; ^fale conosco ; ^note legali ; ^contatti ; tutti i diritti ; ^privacyverklaring ;
        ^voorwaarden ; ^integritetspolicy ; ansvarlig redaktør ; ^polityka prywatności ; ^regulamin ;
        ^zásady ; все права защищены ; ^пользовательское соглашение ; ^политика конфиденциальности ;
        ^контакты ; ^о проекте ; ^о редакции ; ^реклама $ ; ^вакансии ; зарегистрированное сми ;
        свидетельство о регистрации ; ^при использовании ; ^перепечатка ; ^künye ; çerez ; ^gizlilik ;
        tüm hakları saklıdır ; ^kvkk ; ^iletişim ; ^kebijakan ; ^tentang kami ; ^pedoman ; ^hak cipta ;
        ^hubungi ; ^liên hệ ; bản quyền ; कुकीज़ ; कुकीज ; गोपनीयता ; ^कॉपीराइट ; सर्वाधिकार ;
        ^संपर्क करें ; ^हमारे बारे में ; ^विज्ञापन दें ; ^नियम और ; ^अस्वीकार ; ^स्वीकार करें ;
        ^शिकायत ; جميع الحقوق ; ^سياسة ; ^اتصل بنا ; ^من نحن ; ^شروط ; جملہ حقوق ; ^ہم سے رابطہ ;
        ^رابطہ ; ^پرائیویسی ; کوکیز ; تمامی حقوق ; 版权所有 ; 版权声明 ; 未经授权 ; 不得转载 ; ^隐私 ;
        ^关于我们 ; ^联系我们 ; 备案 ; 免责声明 ; ^责任编辑 ; 版權所有 ; 關於我們 ; 隱私 ; 利用規約 ;
        プライバシー ; 個人情報 ; 著作権 ; 無断転載 ; 会社概要 ; お問い合わせ ; 運営会社 ; 무단전재 ;
        무단 전재 ; 저작권자 ; 개인정보 ; 이용약관 ; 고객센터 ; 회사소개
        """,
    BYLINE: """
        ^by ; ^posted by ; ^posted on ; ^posted ; ^post by ; ^post category ; ^published ;
        ^publish date ; ^published on ; ^updated ; ^last updated ; ^last modified ; ^first published ;
        ^originally published ; ^created ; ^written by ; ^words ; ^words by ; ^author $ ; ^author by ;
        ^author ; ^reported by ; ^edited by $ ; min read ; mins read ; minute read ; minutes read ;
        ^reading time ; ^est reading ; ^staff writer ; ^staff reporter ; ^staff $ ; ^news desk ;
        news desk $ ; ^web desk ; ^our bureau ; ^special correspondent ; ^senior reporter ;
        ^staff and agencies ; ^source $ ; ^source ; ^source link ; ^today ; ^medically reviewed ;
        ^view all posts ; ^about the author ; ^our correspondent ; staff reporter $ ; ^updated on ;
        ^translated by ; ^translated from ; hours ago $ ; hour ago $ ; minutes ago $ ; mins ago $ ;
        days ago $ ; day ago $ ; ^contributor $ ; ^correspondent $ ; ^associated press $ ; ^reuters $ ;
        ^afp $ ; ^ap $ ; ^from our ; ^from staff ; ^foreign staff ; ^agencies $ ; ^press release $ ;
        ^von ; ^aktualisiert ; ^veröffentlicht ; ^stand ; ^lesezeit ; ^quelle ; ^redaktion ; ^par ;
        ^publié ; ^mis à jour ; ^modifié le ; ^temps de lecture ; ^lecture ; ^rédaction ; ^por $ ;
        ^redacción ; ^publicado ; ^actualizado ; ^tiempo de lectura ; ^fuente ; ^da redação ;
        ^atualizado ; ^fonte ; ^di redazione ; ^a cura di ; ^pubblicato ; ^aggiornato ;
        ^tempo di lettura ; ^door ; ^gepubliceerd ; ^bijgewerkt ; ^publicerad ; ^uppdaterad ;
        ^publisert ; ^oppdatert ; ^autor ; ^data publikacji ; ^źródło ; ^автор ; ^текст ; ^источник ;
        ^опубликовано ; ^обновлено ; ^подготовил ; ^время чтения ; ^редакция ; ^просмотров ;
        ^giriş tarihi ; ^giriş ; ^güncelleme ; ^yayınlanma ; ^kaynak ; ^haber merkezi ; ^oleh ;
        ^editor ; ^penulis ; ^diterbitkan ; ^theo ; ^nguồn ; ^अपडेटेड ; ^अपडेट ; ^प्रकाशित ; ^प्रकाशन ;
        ^लेखक ; ^संवाददाता ; ब्यूरो $ ; ^ब्यूरो ; ^द्वारा ; ^एजेंसी ; ^पढ़ने का समय ; ^स्रोत ; ^संपादक ;
        ^edited by ; मिनट पढ़ें ; ^بقلم ; ^كتب ; ^نشر ; ^آخر تحديث ; ^تاريخ النشر ; ^المصدر ;
        ^ویب ڈیسک ; ^شائع ; ^اپ ڈیٹ ; ^مصنف ; ^来源 ; ^作者 ; ^编辑 ; ^责编 ; ^记者 $ ; ^发布时间 ;
        ^时间 $ ; 阅读 $ ; 阅读量 ; ^來源 ; ^記者 ; ^更新時間 ; ^発行 ; ^更新日 ; ^公開日 ; ^配信 ;
        ^著者 ; ^執筆 ; ^입력 ; ^수정 ; ^승인 ; 기자 $
        """,
    CAPTION: """
        ^photo ; ^photos $ ; ^photo by ; ^photograph ; ^picture ; ^image ; ^image credit ; ^image via ;
        ^image source ; ^images ; ^credit ; ^courtesy ; ^file photo ; file photo $ ; ^a file photo ;
        ^file image ; ^file pic ; ^above ; ^pictured ; ^pic ; ^illustration ; ^graphic ; ^video ;
        ^watch $ ; ^watch live ; ^watch video ; ^play video ; ^media caption ; ^media playback ;
        ^caption ; ^getty images ; getty images $ ; getty $ ; ^getty ; shutterstock ; ^shutterstock ;
        istock ; ^handout ; handout $ ; ^screenshot ; ^screengrab ; ap photo ; photo ap ; photo credit ;
        photo courtesy ; photo by ; image copyright ; image caption ; photo getty ; photo reuters ;
        image getty ; via getty images ; afp getty ; via ap $ ; via reuters $ ; ^gallery ; ^slideshow ;
        ^back to gallery ; ^view gallery ; ^see more photos ; ^enlarge ; ^click to enlarge ;
        ^story continues below ; ai generated image ; ^representational ; ^representative image ;
        representational image ; wikimedia commons ; unsplash ; alamy ; epa efe $ ; ^listen to ;
        ^advertisement photo ; ^foto ; ^fotos $ ; ^bild ; ^bildunterschrift ; ^symbolbild ;
        ^symbolfoto ; ^archivbild ; ^archivfoto ; ^crédit photo ; ^crédits ; ^photo d illustration ;
        ^photo d archives ; ^légende ; ^vidéo $ ; ^imagen ; ^imagen de archivo ; ^crédito ;
        ^foto de archivo ; ^imagem ; ^reprodução ; ^divulgação ; ^immagine ; ^afbeelding ; ^beeld ;
        ^zdjęcie ; ^fot ; ^фото ; ^фотография ; ^иллюстрация ; ^видео $ ; ^снимок ; ^fotoğraf ;
        ^foto ilustrasi ; ^ilustrasi ; ^ảnh ; ^फोटो ; ^फ़ोटो ; ^तस्वीर ; ^छवि ; ^चित्र ; उत्पन्न छवि ;
        फाइल फोटो ; ^वीडियो $ ; ^صورة ; ^تصوير ; ^فيديو $ ; ^فوٹو ; ^تصویر ; ^摄影 ; ^图片来源 ; ^图 $ ;
        ^图源 ; ^资料图 ; ^圖片 ; ^攝影 ; ^图为 ; ^圖為 ; ^写真 ; ^画像 ; ^동영상 ; ^사진
        """,
    COMMENT: """
        ^comments $ ; comments $ ; comment $ ; ^comment ; ^comments ; ^view comments ;
        ^leave a comment ; ^leave a reply ; ^leave comments ; ^post a comment ; ^post comment ;
        ^add a comment ; ^join the conversation ; ^show comments ; ^no comments ; ^log in to comment ;
        closed for comments ; ^have your say ; ^what do you think ; ^reply $ ; ^cancel reply ;
        ^loading comments ; responses to ; ^your comment ; ^write a comment ; ^discussion $ ;
        ^give feedback ; ^feedback $ ; ^letters to the editor ; ^let us know ; ^tell us ; ^got a story ;
        ^got a tip ; ^got a news tip ; ^tip us off ; ^send us ; ^email tips ; ^most commented ;
        ^required fields ; ^kommentare ; ^kommentar schreiben ; ^diskutieren ; ^leserkommentare ;
        ^commentaires ; ^commenter ; ^réagir ; ^laisser un commentaire ; ^comentarios ;
        ^deja un comentario ; ^comentários ; ^deixe um comentário ; ^os comentários ; ^commenti ;
        ^lascia un commento ; ^reacties ; ^kommentarer ; ^komentarze ; ^комментарии ; ^комментировать ;
        ^оставить комментарий ; ^обсудить ; ^yorum yaz ; ^yorumlar ; ^komentar ; ^bình luận ; ^टिप्पणी ;
        ^कमेंट ; ^आपकी राय ; ^हमें लिखें ; ^प्रतिक्रिया ; ^تعليق ; ^التعليقات ; ^اترك تعليق ; ^تبصرہ ;
        ^تبصرے ; ^网友评论 ; ^评论 ; ^发表评论 ; ^我要评论 ; ^留言 ; 留言板 ; ^コメント ; ^댓글
        """,
    ADVERT: """
        ^advertisement ; ^advertisements ; ^ad $ ; ^ads $ ; ^ads by ; ^sponsored ; sponsored $ ;
        ^sponsored content ; ^paid content ; ^promoted content ; ^brought to you by ; ^partner content ;
        ^sponsored links ; ^scroll to continue ; ^continue reading below ; ^story continues ;
        ^article continues ; ^remaining ; we may earn ; affiliate links ; ^shop now ; ^buy now ;
        ^place an ad ; ^classifieds ; sponsored by $ ; taboola ; outbrain ; ^anzeige ; ^werbung ;
        ^publicité ; ^annonce ; ^publicidad ; ^anuncio ; ^clasificados ; ^publicidade ; ^anúncio ;
        ^iklan ; ^pubblicità ; ^advertentie ; ^annons ; ^annonse ; ^reklama ; ^реклама ;
        ^на правах рекламы ; ^reklam ; ^quảng cáo ; ^विज्ञापन ; ^إعلان ; ^اشتہار ; ^广告 ; 广告 $ ;
        ^廣告 ; ^分类广告 ; ^広告 ; ^スポンサー ; ^광고
        """,
    MORE: """
        ^read more ; read more $ ; ^read full ; ^read also ; ^also read ; ^read the ; ^click here ;
        click here $ ; ^click to ; ^see more ; ^see all ; ^view all ; ^view more ; ^load more ;
        ^show more ; ^learn more ; ^find out more ; ^more $ ; ^more info ; ^full story ;
        ^full coverage ; ^go to ; ^watch more ; ^listen now ; ^follow ap ; ^visit our ; ^visit ;
        ^download $ ; ^check out ; ^don t miss ; ^watch ; ^listen ; ^see also ; ^jump to ; ^related ;
        ^weiterlesen ; ^mehr lesen ; ^mehr erfahren ; ^hier klicken ; ^mehr anzeigen ; ^lire la suite ;
        ^en savoir plus ; ^lire plus ; ^voir plus ; ^cliquez ici ; ^leer más ; ^ver más ;
        ^seguir leyendo ; ^más $ ; ^haz clic ; ^ler mais ; ^ver mais ; ^saiba mais ; ^clique aqui ;
        ^leggi di più ; ^leggi tutto ; ^scopri di più ; ^lees meer ; ^lees verder ; ^läs mer ;
        ^czytaj więcej ; ^więcej ; ^читать далее ; ^подробнее ; ^показать еще ; ^devamını oku ;
        ^daha fazla ; ^tıklayın ; ^selengkapnya ; ^xem thêm ; ^और पढ़ें ; ^विस्तार से ; ^और देखें ;
        ^यहां क्लिक ; ^यहाँ क्लिक ; ^पूरी खबर ; में पढ़ें $ ; ^المزيد ; ^مزيد ; ^مزید ; ^مزید پڑھ ;
        ^阅读更多 ; ^查看更多 ; ^更多 $ ; ^阅读全文 ; ^点击 ; ^閱讀更多 ; ^查看全文 ; 続きを読む ;
        ^もっと見る ; ^詳しくは ; ^더보기 ; ^자세히
        """,
    MENU: """
        ^home $ ; ^menu ; ^news $ ; ^search ; ^world $ ; ^politics $ ; ^business $ ; ^sports $ ;
        ^sport $ ; ^entertainment $ ; ^opinion $ ; ^lifestyle $ ; ^technology $ ; ^tech $ ; ^health $ ;
        ^science $ ; ^culture $ ; ^travel $ ; ^food $ ; ^video $ ; ^videos $ ; ^photos $ ; ^podcasts ;
        ^weather $ ; ^local $ ; ^national $ ; ^international $ ; ^africa $ ; ^asia $ ; ^europe $ ;
        ^economy $ ; ^markets $ ; ^finance $ ; ^money $ ; ^education $ ; ^jobs $ ; ^events $ ;
        ^about $ ; ^contact $ ; ^blog $ ; ^close $ ; ^cancel $ ; ^next $ ; ^previous $ ; ^sections $ ;
        ^topics $ ; ^categories $ ; ^editions $ ; ^sectors $ ; ^navigation ; ^toggle ; ^horoscope ;
        ^horoscopes ; ^puzzles ; ^quick crossword ; ^crossword ; ^obituaries ; ^archives $ ;
        ^archive $ ; ^live $ ; ^live tv ; ^breaking $ ; ^breaking news $ ; ^home news ; ^home world ;
        ^home page ; ^you are here ; ^you are at ; ^other links ; ^other products ; ^settings $ ;
        ^english $ ; ^español $ ; ^breadcrumb $ ; ^table of contents $ ; ^today s weather ;
        ^currency converter ; ^e paper ; ^press room ; ^police blotter ; ^this week s ; ^startseite ;
        ^suche $ ; ^wirtschaft $ ; ^politik $ ; ^kultur $ ; ^menü ; ^horoskop ; ^wetter $ ; ^accueil ;
        ^à la une ; ^recherche $ ; ^rechercher $ ; ^météo $ ; ^économie $ ; ^politique $ ;
        ^mots croisés ; ^agenda $ ; ^portada ; ^inicio ; ^buscar $ ; ^deportes $ ; ^economía $ ;
        ^cultura $ ; ^internacional $ ; ^horóscopo ; ^el tiempo ; ^sociedad $ ; ^início $ ; ^esporte $ ;
        ^mundo $ ; ^home page $ ; ^cerca $ ; ^zoeken $ ; ^sök $ ; ^szukaj $ ; ^главная ; ^поиск $ ;
        ^новости $ ; ^политика $ ; ^экономика $ ; ^спорт $ ; ^культура $ ; ^общество $ ; ^в мире $ ;
        ^архив $ ; ^погода ; ^гороскоп ; ^афиша ; ^anasayfa ; ^ana sayfa ; ^gündem $ ; ^gündem ;
        ^ekonomi $ ; ^spor $ ; ^hava durumu ; ^beranda ; ^होम ; ^देश $ ; ^विदेश $ ; ^खेल $ ;
        ^मनोरंजन $ ; ^कारोबार $ ; ^राशिफल ; ^समाचार $ ; ^राज्य $ ; ^सुडोकू ; ^कार्टून ; ^मेनू ; ^खोजें ;
        ^الرئيسية ; ^أخبار $ ; ^رياضة $ ; ^اقتصاد $ ; ^ثقافة $ ; ^بحث $ ; ^مواقيت الصلاة ;
        ^درجات الحرارة ; ^صفحہ اول ; ^پاکستان $ ; ^دنیا $ ; ^کھیل $ ; ^首页 ; ^首頁 ; ^新闻 $ ;
        ^国际 $ ; ^财经 $ ; ^体育 $ ; ^视频 $ ; ^正文 $ ; ^返回 ; 便民电话 ; 今日油价 ; ^数字报 ;
        ^ホーム ; ^トップ ; ^ニュース $ ; ^検索 ; ^홈 $ ; ^메뉴 ; ^검색
        """,
    TAGS: """
        ^tags ; ^tag ; ^topics ; ^topic ; ^related topics ; ^related tags ; ^filed under ; ^keywords ;
        ^category ; ^categories ; ^in this article ; ^follow the topics ;
        ^explore more on these topics ; ^this article is related to ; ^see more on ; ^labels ;
        ^more about ; ^cite this article ; ^schlagworte ; ^schlagwörter ; ^themen ; ^mots clés ;
        ^thèmes ; ^sujets ; ^etiquetas ; ^temas ; ^archivado en ; ^assuntos ; ^tópicos ; ^argomenti ;
        ^onderwerpen ; ^ämnen ; ^tagi ; ^теги ; ^тема ; ^темы ; ^метки ; ^etiketler ; ^टैग ; ^विषय ;
        ^الوسوم ; ^كلمات مفتاحية ; ^موضوعات ; ^ٹیگز ; ^标签 ; ^关键词 ; ^標籤 ; ^關鍵字 ; ^タグ ;
        ^キーワード ; ^태그
        """,
    FILLER: """
        lorem ipsum ; dolor sit amet ; consectetur ; adipiscing ; eiusmod tempor ; magna aliqua
        """,
    NOTICE: """
        registered trademark ; registered trademarks ; trademark of ; trademarks of ; this website ;
        this web site ; this site ; our website ; our site ; your personal data ; your data ;
        personal information ; third parties ; your consent ; is a registered ; affiliate commission ;
        affiliate commissions ; may receive a commission ; earn a commission ; terms apply ; see our ;
        for more information visit ; for informational purposes ; is not intended ; not a substitute ;
        no substitute ; opinions expressed ; views expressed ; results may vary ; results vary ;
        logged in ; ad blocker ; your browser ; to display this content ; sign up for ; subscribe to ;
        follow us on ; like us on ; join us on ; click here ; is a staff writer ; is a freelance ;
        is a reporter ; is a senior ; is an editor ; is a journalist ; is a contributor ; is a writer ;
        is an award winning ; is a correspondent ; is the author of ; is a columnist ;
        award winning journalist ; has written for ; work has appeared ; follow her on ; follow him on ;
        follow me on ; covers ; the latest news and ; breaking news latest news ; leading provider ;
        headquartered in ; delivers independent ; more about ; diese website ; diese webseite ;
        ihre daten ; ihrer daten ; personenbezogene ; ce site ; notre site ; vos données ;
        données personnelles ; este sitio ; nuestro sitio ; sus datos ; datos personales ; este site ;
        nosso site ; seus dados ; dados pessoais ; questo sito ; i tuoi dati ; dati personali ;
        этот сайт ; нашем сайте ; персональных данных ; वेबसाइट ; इस साइट ; هذا الموقع ; ویب سائٹ ;
        本网站 ; 本网 ; 本站 ; 本報 ; 当サイト ; 당사 ; situs ini
        """,
}  # fmt: skip


def marks(texts: pl.Series) -> NDArray[np.bool_]:
    """(N, len(KINDS)): which lines hold a wording of which kind."""
    plain = (
        "^ "
        + texts.str.slice(0, LONGEST)
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ")
        .str.strip_chars()
        + " $"
    )
    return np.column_stack([plain.str.contains_any(_patterns(kind)).to_numpy() for kind in KINDS])


def _patterns(kind: str) -> list[str]:
    return [_pattern(wording.strip()) for wording in _WORDINGS[kind].split(";") if wording.strip()]


def _pattern(wording: str) -> str:
    """The wording with the spaces that make it whole words, unless its script writes none."""
    unspaced = any(
        "\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in wording
    )
    begins, ends = wording.startswith("^"), wording.endswith("$")
    inner = wording.strip("^$ ")
    edge = "" if unspaced else " "
    return ("^ " if begins else edge) + inner + (" $" if ends else edge)
