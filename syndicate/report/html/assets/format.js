// Numbers, times and names as people read them.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || `${one}s`}`;

const percent = (share) => {
  if (share === null || share === undefined) return "–";
  const whole = Math.round(share * 100);
  return whole === 0 && share > 0 ? "<1%" : whole === 100 && share < 1 ? ">99%" : `${whole}%`;
};

// Hours since 1970, or null; a day alone is its noon.
const hoursOf = (published) => {
  if (!published) return null;
  const time = Date.parse(published.length === 10 ? `${published}T12:00:00Z` : published);
  return Number.isNaN(time) ? null : time / 3600000;
};

const dayOf = (published) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(published || "");
  return found ? `${Number(found[3])} ${MONTHS[Number(found[2]) - 1] || found[2]} ${found[1]}` : "";
};

const timeOf = (published) => {
  const clock = /T(\d\d:\d\d)/.exec(published || "");
  return !published ? "time not known" : clock ? `${dayOf(published)}, ${clock[1]} UTC` : dayOf(published);
};

const lagOf = (hours) => {
  if (hours === null || hours === undefined) return "–";
  const size = Math.abs(hours), sign = hours < 0 ? "−" : "+";
  if (size < 1 / 60) return "at once";
  if (size < 1) return `${sign}${Math.round(size * 60)} min`;
  if (size < 48) return `${sign}${Math.floor(size)} h${size < 10 && Math.round((size % 1) * 60) ? ` ${Math.round((size % 1) * 60)} min` : ""}`;
  return `${sign}${Math.round(size / 24)} days`;
};

// How long an article came after another: a day alone gives no hours.
const lagBehind = (one, other) => {
  if (one.hours === null || other.hours === null) return one.published ? dayOf(one.published) : "not known";
  const days = [one, other].map(({ published }) => published.slice(0, 10));
  if (one.published.length > 10 && other.published.length > 10) return lagOf(one.hours - other.hours);
  return days[0] === days[1] ? "the same day" : dayOf(one.published);
};

const listed = (names, most = 5) => {
  const shown = names.slice(0, most), more = names.length - shown.length;
  if (more) return `${shown.join(", ")} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
};

// For the search: lower case, without accents.
const PLAIN = /^[\x00-\x7f]*$/;
const folded = (text) => (PLAIN.test(text) ? text : text.normalize("NFKD").replace(/\p{Mn}+/gu, "")).toLowerCase();
