import pickle,numpy as np
import sys; sys.argv=['x','/tmp/sc/speed.pkl']
import syndicate.flow.verifying as V
from syndicate.flow.detect import *
corpus,articles,proposed,tr=pickle.load(open('/tmp/sc/speed.pkl','rb'))
# screening counts over few batches, and pickle the outline
class M:
    joined=staticmethod(V.concatenated)
c=V.Comparison(corpus,articles,floor=.3,translations=tr,proposed=proposed,mapped=M())
o=c._outline; _=c._sizes
turns=[c._places[t] for t in list(c.in_turn(proposed))]
pickle.dump((o,c._corpus,c._known,c._sizes,c._rows,tr,turns),open('/tmp/sc/o.pkl','wb'),protocol=5)
