"""A question that anybody could ask: it names no child, no family and nothing of a case, so the procedure's words are its answer.

"Who should I ask for advice?" is about the procedure even though it says "I". The learned part often takes it for a case about which
nothing is told yet. That only matters where it read nothing else at all; whoever says more, or points at something ("can I share
this?"), is asked what happened. A question that names the chapter, or asks how somebody is reached to whom it sends people, is about
it, however far from it the rest sounds.
"""

import re
from collections.abc import Mapping

from assistant.reading.labels import CATEGORIES
from assistant.reading.normalise import Folded
from guardrails.facts import Fact, Provenance

_LEAST, _MOST = 5, 25
"""Words of such a question: with fewer hardly anything is asked, with more something is told."""
_LEAST_BESIDE, _LEAST_APART = 2, 4
"""Words of one that is asked in the middle of a case, and of one beside a case in the same message."""

_ASKS = re.compile(
    r"^(?:(?:hi|hello|hey|please|so|ok|okay|right|and|but|sorry|quick question|remind me|just checking"
    r"|(?:im )?not sure(?: about something)?)[ ,.:!-]+)*"
    r"(?:whos?|whom|whose|what|whats|which|when|where|why|how|can|may|could|should|shall|must|do|does|is|are|am|will|would|have)\b"
    r"[^.!?;\n]*[?. ]*$"
)
_PARTICULAR = re.compile(
    r"\b(?:this|that|these|those|it|its|he|hes|him|his|she|shes|her|hers|they|theyre|them|their|someones?|somebodys?|we|us|our"
    r"|mums?|mams?|dads?|mother|father|nans?|grans?|step\w+|sister|brother|boyfriend|girlfriend|partner|neighbours?"
    r"|(?:i|ive) (?:work(?:ed)? with|know|got|seen?|saw|heard|noticed|teach|support|visit)"
    r"|my (?!manager|role|job|own|organisation|line|colleagues?)"
    r"|the (?:child|kid|boy|girl|lad|lass|baby|pupil|student|mum|dad|plan|report|file|letter|form|email|school|nursery|gp|doctor|police"
    r"|one)"
    r"|a (?:child|kid|boy|girl|baby|pupil|student|family|parent|mum|dad)"
    r" (?:i (?!wont|will|would|cant|can)|we|who|whos|(?:in|on|at) (?:my|our))"
    r"|aged?|yr|yo|\d+)\b"
)
_NOBODYS = re.compile(
    r"\b(?:is|was|would) it (?:ok|okay|fine|alright|all right|right|wrong|true|legal|lawful|allowed|necessary|needed|possible|best|better"
    r"|safe|a breach|good practice|correct)\b(?: that\b(?! (?:girl|boy|child|kid|lad|family|mum|dad|one)\b))?"
    r"|\b(?:keep|send|shar|stor|record)\w* it (?:secure\w*|safe\w*|up to date|accurate\w*|private)\b"
    r"|\b(?:put|keep|write|record) it in writing\b|\bmy opinions?\b|\bso that\b"
    r"|\b(?:rule|principle|exception|section|paragraph|step|stage) (?:\d+|one|two|three|four|five|six|seven)\b"
    r"|\b(?:100|hundred) ?(?:%|per ?cent)|\bwhat i (?:saw|heard|think|thought|know|see)\b|\bleave it (?:because|to|if)\b"
    r"|\bbefore the (?:file|record)s? (?:is|are|moves?|goes?|gets?)\b"
    r"|\b(?:an?|any|under|over|all) \d+ ?(?:year|yr)s? ?olds?\b"
    r"(?= (?:give|refuse|consent|agree|decide|sign|stop|say|be asked|withdraw|object|choose))"
)
"""Words that point at nobody, though they look like it: the "it" of "is it ok", any child of an age who consents."""
_ANYBODYS = re.compile(r"\b(?:we|us|our|the (?:police|school|nursery|gp|doctor|(?:consent )?form))\b|\bis (?:that|it|this)(?= gdpr\b)")
"""Words that in the middle of a case point at no more than whoever works there."""
_TWO = re.compile(
    r"\b(?:two|2|three|3|couple of) (?:\w+ )?(?:things|questions|qs)\b|\bquick (?:one|q|question)\b|\b(?:also|btw|by the way|separately"
    r"|another (?:thing|question)|one more thing|unrelated)\b"
)
"""Says that a message asks one thing beside another."""
_APART = re.compile(r"[.?!;:\n]+ *|,? *(?:\band )?\balso\b *|, *(?:and|but|plus|the one)\b *")
_NUMBERED = re.compile(
    r"^(?:(?:(?:two|2|three|3|a couple of|couple of) (?:\w+ )?(?:things|questions|qs)|quick (?:one|q|question)|and|but|so|oh|ok"
    r"|first(?:ly)?|second(?:ly)?|1|2|btw|by the way|separately|another (?:thing|question)|one more thing|unrelated)\b[ ,:)-]*)+"
)
_WHAT = re.compile(
    r"(?:which|whats?|how|where|when|why|whose?)\b|does (?:the|this|your) (?:guide|guidance|procedure|chapter) (?:say|tell|cover)\b"
)
_NAMED_BEFORE = re.compile(r"(\b(?:information|info|data|details|consent|permission)\b[^.?!]*)\bit\b")
"""An "it" that points back within the question ("what happens to information after I have shared it?")."""
_WITHOUT = re.compile(r"\bwithout (?:\w+ ){0,3}?(?:consent|permission|agreement)\b")
"""Asks for the exceptions, whoever would receive it."""
_CHAPTER = re.compile(r"\b(?:the|this|your|our|derbys) (?:\w+ )?(?:guide|chapter|procedure)s?\b|\bsection [1-4]\b|\bprinciples?\b")
_MEANING = re.compile(
    r"^(?:(?:hi|hello|hey|please|so|ok|sorry|quick question)[ ,.:!-]+)*(?:whats?|what (?:is|are|does)|whos|who is|define|explain)\b"
)
_DUTY = re.compile(
    r"^(?:do i (?:have|need) to|must i|am i (?:obliged|required|bound) to|who (?:has|needs|is meant) to|who must"
    r"|is it (?:me|my job|up to me)(?: who| that| to)?)"
    r" (?:report|tell|ring|refer)\w*(?: \w+){0,2} (?:known )?(?:fgm|female genital mutilation|forced marriage|radicalisation)\b"
)
"""Asks whose duty it is to report a kind of harm that few meet, of which it tells nothing else. A commoner kind may be a child's own."""
_OPENS = (
    r"^(?:(?:hi|hiya|hello|hey|please|pls|so|ok|okay|right|and|but|sorry|quick (?:one|question)|just checking)[ ,.:!-]+)*"
)
_A_SERVICE = (
    r"social|care|services?|the|school|nursery|nurse|police|gp|doctor|health|visitor|camhs|another|other|others|agency|agencies"
    r"|professionals?|teams?|council|anyone"
)
_EVERY_TIME = re.compile(
    _OPENS + r"(?:do|must|should|am|are|is|can) (?:i|we|you|it|staff|people)\b[^.?!\n]{0,60}?"
    r"\b(?:tell|tells|told|ask|asks|asked|inform\w*|ring|phone|call|text|notify|contact|record\w*|write|let|need|consent|permission|sign\w*)\b"
    r"[^.?!\n]{0,40}?"
    r"\b(?:always|ev(?:e)?ry (?:single )?time|each (?:and every |single )?time|any ?time|whenever|in every case|without fail)\b"
    r"(?: (?:i|we|you|anyone|somebody|someone|staff) (?:make |do |send |put in )?(?:a |an |any )?"
    r"(?:refer\w*|shar\w+|ring|phone|email|contact|report\w*|tell|worr\w+|concern\w*|pass|record\w*|speak|talk|call)\b"
    rf"(?: (?:it|something|things|on|to|them|with|and|or|{_A_SERVICE}|info\w*|an?|concern|worry)){{0,7}}"
    r"(?: about (?:(?:their|the|an?|any|our|your) )?(?:child(?:ren)?|kids?|famil(?:y|ies)|son|daughter|pupils?))?)?"
    r"\W*(?:$|(?<=[.?!,;] ))"
)
"""Asks whether something holds every time, whoever it is."""
_TERM = (
    r"(?:proportiona(?:te|lity)\w*|necessary|relevant|adequate|accurate|timely|gillick(?: competen\w+)?|fraser(?: guidelines?)?"
    r"|significant harm|reasonable cause|parental responsibility|pr|lado|mash|marac|(?:section|s) ?(?:17|47)|consent|implied consent"
    r"|informed consent|gdpr|caldicott|need to know|lawful basis|legitimate interests?|public (?:interest|task)|confidential\w*"
    r"|strategy (?:meeting|discussion)|early help|special category|data controller|pseudonymis\w+|redact\w*)"
)
_IN_PLAIN_WORDS = (
    r"(?:in (?:plain|simple|normal|everyday|baby|laymans?) (?:english|terms|words|language)|in (?:english|a nutshell)"
    r"|for (?:dummies|beginners))"
)
_KEEPS_SAYING = r"(?:everyone|everybody|people|they|the trainer|the course|my (?:manager|mentor|tutor)|theyre|they all)"
_ASKS_MEANING = re.compile(
    rf"\b(?:whats?|what (?:is|are|does|do)|define|explain|meaning of|meant by|mean by)(?: (?:an?|the|this|by|all))* ?\W?{_TERM}\b"
    rf"|\b{_TERM}\b\W{{0,2}} ?(?:mean(?:s|ing)?\b|{_IN_PLAIN_WORDS})|\b{_IN_PLAIN_WORDS}\W{{1,3}}{_TERM}\b"
    rf"|\b(?:who|what) counts as (?:\w+ )?{_TERM}\b|\bwho (?:has|holds|gets|can have) {_TERM}\b"
    rf"|\b{_KEEPS_SAYING} (?:keeps?|always|all)? ?(?:say\w*|on about|going on about|bang\w* on about|mention\w*) \W?{_TERM}\b"
    r"[^\n]{0,20}\b(?:whats?|what (?:is|has|does))\b"
)
"""Asks what a word of the procedure means, or how it bears on sharing."""
_OF_THE_TERM = re.compile(
    r"\b(?:that|it|this)(?= (?:got |have |has )?(?:to do with|mean\w*|about|in\b))|\bthey(?:re)? (?:keep|all|always)\b"
    r"|\bmy (?:head|brain|mind|course|shift|training|induction|interview|exam)\b"
)
"""Words that point at the term and at nobody."""
_SOMEBODY_THERE = re.compile(
    r"\b(?:child\w*|kids?|boys?|girls?|lads?|lass|bab(?:y|ies)|toddlers?|teen\w*|pupils?|students?|patients?|parents?|carers?"
    r"|famil\w+(?! hub| cent| support)|uncles?|aunt\w*|coach\w*|yps?|someone|somebody|bloke|man|woman"
    r"|told me|said to me|saw|seen|heard|found|noticed|happened)\b"
)
_HOW_MUCH = re.compile(
    r"\bhow (?:many|long|soon|quick(?:ly)?|fast|much|little|few|detailed)(?: \w+)?"
    rf" (?:is|are|does|counts? as|would be|makes?)(?: an?| the)? \W?{_TERM}\b"
)
"""Asks for the measure of a term ("how many days is timely")."""
_KEPT_FORM = re.compile(
    r"\b(?:consent|permission) forms?\b[^.?!\n]{0,60}\b(?:cabinet|drawer|scan\w*|paper|shred\w*|upload\w*|on the system)\b[^.!\n]{0,40}\?"
)
"""Asks where a form that is signed is kept."""
_KEEPS_IT = re.compile(r"\b(?:scan|keep|store|lock|shred|upload|file|put) it\b")
_SAME = re.compile(
    r"\b(?:same thing|(?:are|is) (?:they|these|those|it|that|all \w+)(?: all)? (?:one thing|the same|one and the same)|one thing or"
    r"|same (?:signature|form|tick|consent) or)\b"
)
_CONSENT = re.compile(r"\b(?:consent\w*|permissions?|signatures?)\b")
_ITS_KINDS = re.compile(
    r"\b(?:are|is) (?:they|these|those|it|that)\b|\bmy info\w*\b"
    r"|\b(?:two|2|three|3)(?: (?:different|separate))?(?: (?:things|signatures|forms|ones))?(?=\W*$)"
)
"""Words that point at nobody where it is asked whether several kinds of consent are one."""
_COURSE = re.compile(
    r"^.{0,40}?\b(?:(?:level|module|unit) \d(?: \w+){0,2}[,:]? (?:q ?\d*|quiz|questions?|test|exam|workbook)"
    r"|(?:for|from) (?:an?|the|my|our|this) (?:\w+ ){0,2}(?:training|course|quiz|workbook|assignment)"
    r"|(?:course|training|induction|e ?learning|module|mock) (?:quiz|test|exam|workbook|questions?|q)|quiz (?:questions?|q))\b"
)
"""Says at the start that what follows is a question of a course."""
_ITS_OWN = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:induction|course|quiz|training|workbook|assignment|exam|tutor|trainer)\b"
    r"|\b(?:im|i am|were|we are) (?:doing|on|stuck)\b|\bi (?:keep hearing|think|thought|put|reckon|dont get|cant work out)\b"
    r"|\b(?:not (?:about )?an?|no) (?:real )?(?:child|case|kid)\b"
)
_REALLY = re.compile(
    r"\b(?:i|ive|im|id|my|mine|me|we|weve|our|us|ours|today|yesterday|tonight|this (?:morning|afternoon|week)|last (?:night|week)|now|real"
    r"|really|actually|but|except|anyway)\b"
)
"""What tells of somebody whom the writer knows, or asks what to do."""
_WHICH_RULE = re.compile(
    r"\b(?:which|what) (?:one )?(?:of )?(?:(?:the|derbys|these|those|three|3) ){0,3}(?:exceptions?|principles?|golden rules?)\b"
    r"|\bevidence,? or (?:is it )?(?:just |only )?reasonable cause\b|\breasonable cause,? or (?:is it )?evidence\b"
)
"""Asks what the procedure calls it."""
_MOST_OF_A_COURSE = 60
_SENIOR = (
    r"(?:(?:line|area|duty|unit|service|setting|nursery|practice|home|deputy|shift|team|room|night|safeguarding|designated) )*"
    r"(?:manager|boss|supervisor|head|deputy|lead|leader|dsl|senior|owner|matron|in charge)s?"
)
_MY_SENIOR = re.compile(rf"\b(?:my|our|the|whoever is|whos)(?= {_SENIOR}\b)|\b(?:is|are|if) there (?:someone|somebody|anyone|anybody)\b")
"""Somebody of one's own work, who is no part of a case."""
_ABOUT_SENIOR = re.compile(r"\b(?:worr\w+|concern\w* about|accus\w+|allegation\w*|complain\w+)\b")
_ASKS_WHOM = re.compile(
    r"\bwho (?:else )?(?:(?:am|are|do|can|could|should|would|is|was) (?:i|we|it|you|there)|to|(?:i|we) (?:can|could|should|need to))\b"
    r"(?: (?:even|actually|then|now|else|i|meant|supposed|best|can|to|there))* ?"
    r"(?:ask|go to|turn to|ring|phone|call|check with|(?:speak|talk) (?:to|with)|for advice)\b"
)
_UNSURE_OF_SHARING = re.compile(
    r"\b(?:unsure|not (?:too |really |quite )?(?:sure|certain)|dont know|dunno|in (?:any )?doubt|in two minds|wondering|advice"
    r"|about whether)\b"
    r"[^.?!\n]{0,40}?\b(?:shar\w+|pass\w*|disclos\w+|hand\w* (?:on|over))\b"
)
"""Asks who can be asked by somebody who is in doubt about sharing."""
_NAMES_NOTHING = re.compile(
    _OPENS + r"(?:(?:can|could|should|shall|may|must|do|am) i(?: (?:allowed|ok|okay|able|free|have|need|just|now|even))*(?: to)?"
    r"|(?:is it )?(?:ok|okay|alright|fine) (?:if i|to|for me to)) (?:just |also |now )?"
    r"(?:tell|share|pass|let|inform|speak|talk|mention|discuss|update|say|repeat|disclose)\b"
    r"(?: (?!(?:he|she|they|hes|shes|that|because|cos|is|was|being|but|if|who|what|about)\b)[\w-]+){0,7}"
    r"(?: (?:about|on|know))*"
    r" (?:what (?:(?:he|she|they|mum|dad|a (?:child|kid|boy|girl|lad|parent|mum|dad|pupil|student)"
    r"|the (?:child|kid|boy|girl|lad|mum|dad))"
    r"(?: (?:has|have|just|s))* (?:(?:told|said to) (?:me|us)|said)|(?:has |have |s )?(?:been |was )?(?:said|told|discussed))"
    r"|whats (?:been )?(?:said|told|going on|happened|happening)|what (?:is going on|happened)"
    r"|(?:the|this|that) (?:thing|stuff|situation|business|issue|matter|bit|problem)s?"
    r"(?: (?:with|about|to do with|between|at|around|involving|involve)(?: (?:his|her|their|the|him|them))?(?: "
    r"(?:mum|mam|dad|mother|father|parents|family|home|brother|sister|nan|gran\w*|uncle|aunt\w*|stepdad|step ?dad|step ?mum|house))?)?)"
    r"(?: (?:today|yesterday|earlier|this (?:morning|afternoon|week)|last (?:week|night)|in confidence|or not|yet|now|please|pls))*\W*$"
)
"""Asks whether something may be told, of which the message does not say what it is."""
_PREMISE = re.compile(r"^is it (?:correct|true|right) that\b")
"""Asks whether something is the rule."""
_HARM = {*CATEGORIES.values(), "likely_harm", "high_risk", "danger_now"}
_OTHER_NATION = re.compile(r"\b(?:scotland|scottish|wales|welsh|northern ireland|ireland|irish)\b")
_REACHES = re.compile(
    r"^(?=.*\b(?:contact|number|phone|ring|call|reach|email|address|get hold of|speak to|refer(?:ral)?s?)\b)"
    r"(?=.*\b(?:social care|social services|front door|initial response|first contact|care ?line|out of hours|duty team|lado|mash"
    r"|information governance|starting point|safeguarding (?:team|hub|partnership))\b)"
)
"""A message that wants to know how somebody is reached whom the procedure sends people to."""
_OFFICES = (
    r"(?:front door|mash|social (?:care|services)|childrens (?:services|social care)|lado|out of hours|ooh|edt|irt|dpo|emergency duty"
    r"|care ?line|first contact|starting point|information governance|initial response)(?: (?:derby(?:shire)?|team))*"
)
_MEANS = r"(?:phone |contact |tele(?:phone)? )?(?:number|num|no|e ?mail|phone|contact|address|details|tel)s?"
_LITTLE = (
    r"(?:please|pls|plz|for|of|in|the|a|any|derby(?:shire)?|city|county|and|is|it|its|whats|what is|need|got|address|details|number"
    r"|24hr|24 ?7|tonight|now|again|urgent)"
)
_REACHES_ALONE = re.compile(
    rf"^(?:{_LITTLE} ){{0,4}}(?:{_OFFICES} {_MEANS}|{_MEANS} (?:{_LITTLE} ){{0,3}}{_OFFICES})(?: {_LITTLE}){{0,5}} ?[?.!]*$"
)
"""The same with nothing beside it, whatever was read of so few words."""

_RECORDS_ALONE = re.compile(
    r"^(?:(?:hi|hello|hey|please|so|ok|okay|right|and|but|sorry|thanks)[ ,.:!-]+)*(?:how|what|wot|where)(?: exactly| all)?"
    r" (?:do|should|must|shall|can|would|have|need) (?:i|we)(?: (?:have|need|got|supposed|meant|best))?(?: to)?"
    r" (?:write|record|log|note|put)(?: (?:it|this|that|things?))?(?: (?:up|down|in writing|in (?:the|my) (?:records?|notes?|log|file)))?"
    r"(?: (?:properly|correctly|then|now|please|about (?:it|this|that)))* ?[?.!]*$"
)
"""Asks what to write down, or how, and tells nothing."""

_WHO_ACTS = r"(?:front door|irt|initial response(?: team)?|lado|social (?:care|services)|mash|police|duty team)"
_WHAT_WAS_TOLD = (
    r"(?:(?:it|this)\b(?! (?:well|badly|seriously|out|off|away|from|to|as)\b)|(?:the|our|my) (?:referral|call|concern|contact|report)\b)"
)
_WHEN_TOLD = r"(?: (?:already|yesterday|(?:last|this|on|at|in) (?:the )?[\w:.]+|\w+day))*"
_OF_WHOM = r"(?: (?:about|for|re|over)(?: (?!(?:and|but|now|still|since|again)\b)\w+){1,7}(?=\s*(?:[.,;:\n]|and\b|$)))?"
_NO_YES = (
    r"(?:not|never|isnt|wasnt|hasnt|havent|havnt|didnt|wont|dont|doesnt|if|whether|until|unless|once|when|waiting|hop\w+|would|should|will|be"
    r"|nor|neither|yet to)"
)
_TAKEN_UP = re.compile(
    rf"\b(?<!not )(?<!nt )(?<!never )(?<!if )(?<!until )(?<!once )(?:{_WHO_ACTS}(?: (?:has|have|had|already|just|all)){{0,3}} "
    rf"(?:took|taken|accepted|acknowledged) {_WHAT_WAS_TOLD}|{_WHO_ACTS}(?:s| have| has) (?:already )?got {_WHAT_WAS_TOLD}"
    rf"|{_WHO_ACTS}[^?!\n]{{0,90}}\b(?:they|theyve)(?: (?:have|had|already))? (?:took|taken|accepted) {_WHAT_WAS_TOLD}"
    rf"|{_WHO_ACTS}(?:(?!\b{_NO_YES}\b)[^?!\n]){{0,130}}?\baccepted\b"
    r"(?= *(?:[.,;:\n]|and\b|it\b|(?:the|our|my) (?:referral|call|concern|contact|report)\b|on\b|by\b|$))(?: it| \w+ referral)?)"
    rf"{_WHEN_TOLD}{_OF_WHOM}"
    r"(?:[^?!\n]{0,40}\bstrategy (?:meeting|discussion) (?:has |was )?(?:happened|held|been|took place|done))?"
)
"""Says that those who act on it have taken up what was told."""
_TO_RECORD = re.compile(
    r"\b(?:what|how|where|when|do i|should i|does)\b[^.?!\n]{0,60}?"
    r"\b(?:record\w*|log|write|put|note|stored?|keep|hang on to|file)\b[^.?!\n]{0,90}[?.! ]*$"
)
_NEWS_OF_IT = (
    r"now|since|again|still|tonight|another|new|more|worse|bruis\w+|marks?|hit\w*|hurt\w*|scream\w*|missing|gone|moved|vanished|disappeared"
    r"|fled|ran|run|app|portal|diary|(?<!the )share|send|give|show"
)
_NEWS_IN_QUESTION = re.compile(rf"\b(?:{_NEWS_OF_IT})\b")
"""What may not stand in the question: something that nobody has yet, or somebody who may not read it."""
_NEWS = re.compile(
    rf"\b(?:{_NEWS_OF_IT}|but|also|(?<!i )(?<!record )(?<!note )(?<!log )says?|said|(?<!i )told|(?<!i )tell|he|she|hes|shes|his|her"
    r"|him|dads?|mums?|fathers?|mothers?|parents?|famil\w+|gran\w*|nan\w*|relatives?|accused|coach\w*|teachers?|wom[ae]n|m[ae]n|toddlers?|some(?:one|body)"
    r"|child\w*|kids?|bab(?:y|ies)|boys?|girls?|lads?|twins|sisters?|brothers?|step\w+|uncle|partner|boyfriend)\b"
)
"""What may not stand between that and the question."""
_THEY_ACT = re.compile(
    r"\b(?:sw|(?:social |duty |allocated )?workers?|police|paeds?|paediatric\w*|hospital|they|theyre)"
    r"(?: (?:is|are|has|have|been|now|both|all|just))*"
    r" (?:with|visiting|seeing|coming|going|out|there|on (?:it|to it|the way|their way)|meeting|speaking|involved)\b[^.?!,;\n]*"
    r"|\b(?:he|she|they|hes|shes|theyre|(?:the )?(?:baby|child|lad|boy|girl|kids|children))"
    r"(?: (?:is|are|being|be|been|to|will|getting|now))*"
    r" (?:seen|examined|checked|looked at|assessed|safe|having (?:a|the) medical)\b[^.?!,;\n]*"
    r"|\bstrat\w* (?:discussion|meeting|mtg|disc)\b[^.?!,;\n]*"
)
"""What those who act are doing about it, which is no news."""
_FAMILY_KNOWS = re.compile(
    r"\b(?:mum|mam|dad|parents?|family|both)(?: and (?:mum|mam|dad))?(?: (?:both|already|all|do))*"
    r" (?:knows?|(?:is|are|has been|have been|been) (?:told|informed|aware))"
    r"(?:,? (?:she|he|they|(?:the )?(?:social )?worker|sw) told (?:them|her|him)(?: (?:her|him|them)sel(?:f|ves))?)?(?=\s*(?:[.,;!\n]|$))"
)
"""That the family was told of it, which is no news."""
_NOT_THAT = re.compile(
    r"\b(?:just(?! (?:need|want|wonder\w*|asking|checking|to know|date|the (?:paperwork|write up|notes?|record|admin))\b)"
    r"|today|found|new|another|also|now|again|told me"
    r"|(?<!to )(?<!record )(?<!note )(?<!log )says?|said|disclosed|noticed|havent|hasnt|nobody|not about|instead"
    r"|last (?:month|time|year|term|spring|summer|autumn|winter)|20\d\d|january|february|march|april|june|july|august|september"
    r"|october|november|december|(?:in|since|from) may|previous\w*|old|earlier|camhs|housing|early help|marac|speech|portage"
    r"|nfa|no further|closed|signpost\w*|threshold|no trace|nothing|declin\w*|refus\w*|stepped down|reject\w*|bounced|dropped)\b"
)
"""What may not stand anywhere: what was taken up may have been something else, or have come to nothing."""


def record_question(message: Folded) -> tuple[int, int] | None:
    """Where a case ends to tell what was passed on and taken up, and where after that it asks how to record it, if it asks nothing
    else: there is nothing left to decide. Narrow on purpose: whatever might be news stays a case. What was told in messages before the
    one that says so is what was passed on."""
    text = message.text
    taken_up = list(_TAKEN_UP.finditer(text))
    asks = _TO_RECORD.search(text, taken_up[-1].end()) if taken_up else None
    if asks is None or _NEWS_IN_QUESTION.search(asks[0]):
        return None
    end = taken_up[-1].end()
    since = _THEY_ACT.sub(" ", _FAMILY_KNOWS.sub(" ", text[end : asks.start()]))
    of_that = text[text.rfind("\n", 0, taken_up[-1].start()) + 1 : end]
    return None if _NOT_THAT.search(f"{of_that}{since}{asks[0]}") or _NEWS.search(since) else (end, asks.start())


def is_general(message: Folded, stated: Mapping[str, Fact]) -> bool:
    """Whether a message is such a question, and nothing was read of it but a case without content, or that it is about something else; or
    it asks for a rule and only seems to tell of harm."""
    ask = stated.get("ask")
    bare = {"ask", "child_age", "recipient"} if _WITHOUT.search(message.text) else {"ask", "child_age"}
    if ask is not None and ask.provenance is not Provenance.LEARNED:
        return False
    if _RECORDS_ALONE.match(message.text) and set(stated) <= bare:
        return True
    if _REACHES_ALONE.search(message.text):
        return ask is not None
    if not set(stated) <= bare:
        return _asks_for_rule(message, shows_harm=not _HARM.isdisjoint(stated))
    if ask is None:
        return False
    particular = _points_at_somebody(message)
    asks = _LEAST <= len(message.text.split()) <= _MOST and bool(_ASKS.match(message.text))
    if ask.value == "out_of_scope":
        reaches = len(message.text.split()) <= _MOST and bool(_REACHES.match(message.text)) and not particular
        return reaches or asks and names_chapter(message)
    return asks and ask.value == "case" and not particular


def asks_what_holds(message: Folded) -> bool:
    """Whether a message asks what a term of the procedure means, whether something holds every time, or whom to ask in doubt, and tells of
    nobody; or asks for a course what the procedure calls something."""
    if _asks_for_a_course(message.text):
        return True
    if len(message.text.split()) > _MOST:
        return False
    if _asks_whom(message.text):
        return True
    asked = _EVERY_TIME.match(message.text)
    if asked:
        return not _points_at_somebody(Folded(message.text[asked.end() :], ())) and not _SOMEBODY_THERE.search(message.text, asked.end())
    return _asks_meaning(message.text)


def _asks_meaning(text: str) -> bool:
    if _asks_if_same(text):
        rest = _ITS_KINDS.sub(" ", text)
    elif _KEPT_FORM.search(text):
        rest = _KEEPS_IT.sub(" ", text)
    else:
        rest = _OF_THE_TERM.sub(" ", text)
        if not (_ASKS_MEANING.search(rest) or _HOW_MUCH.search(rest)):
            return False
    return not _points_at_somebody(Folded(rest, ())) and not _SOMEBODY_THERE.search(rest)


def _asks_if_same(text: str) -> bool:
    """Whether a message asks if several kinds of consent are one."""
    return _SAME.search(text) is not None and _CONSENT.search(text) is not None


def _asks_for_a_course(text: str) -> bool:
    """Whether a message says first that it is a question of a course, asks what the procedure calls something, and tells of nobody whom the
    writer knows. A sign of harm that words point at counts all the same (``pointing``)."""
    if not (_WHICH_RULE.search(text) or _asks_if_same(text)) or not _COURSE.match(text) or len(text.split()) > _MOST_OF_A_COURSE:
        return False
    return _REALLY.search(_ITS_OWN.sub(" ", text)) is None


def _asks_whom(text: str) -> bool:
    rest = _MY_SENIOR.sub(" ", text)
    tells = _SOMEBODY_THERE.search(rest) or _ABOUT_SENIOR.search(rest) or _points_at_somebody(Folded(rest, ()))
    return not tells and _ASKS_WHOM.search(text) is not None and _UNSURE_OF_SHARING.search(text) is not None


def names_nothing(message: Folded) -> bool:
    """Whether a message asks if something may be told, and all of it that is told is that somebody said it ("what he told me")."""
    return _NAMES_NOTHING.match(message.text) is not None


def _asks_for_rule(message: Folded, *, shows_harm: bool) -> bool:
    asks = _DUTY.match(message.text) or (not shows_harm and _PREMISE.match(message.text))
    points = _points_at_somebody(Folded(_ANYBODYS.sub(" ", message.text), ()))
    return bool(asks) and not points and len(message.text.split()) <= _MOST


def asks_beside(message: Folded) -> bool:
    """Whether a message in the middle of a case asks about the procedure and nobody in particular ("what are the exceptions again")."""
    asks = _LEAST_BESIDE <= len(message.text.split()) <= _MOST and _ASKS.match(message.text) is not None
    return asks and not _points_at_somebody(Folded(_ANYBODYS.sub(" ", message.text), ()))


def question_beside(message: Folded) -> str:
    """What a message asks about the procedure beside a case that it tells ("two things: which principle is …, and a boy of six …"); empty
    where it does not say that it asks two things. No question that is answered with yes or no: it may be the case's own."""
    if not _TWO.search(message.text):
        return ""
    pieces = (_NUMBERED.sub("", piece.strip()) for piece in _APART.split(message.text))
    asked = (piece for piece in pieces if len(piece.split()) >= _LEAST_APART and _WHAT.match(piece))
    return next((piece for piece in asked if asks_beside(Folded(piece, ()))), "")


def _points_at_somebody(message: Folded) -> bool:
    return _PARTICULAR.search(_NAMED_BEFORE.sub(r"\1", _NOBODYS.sub(" ", message.text))) is not None


def names_chapter(message: Folded) -> bool:
    """Whether it names the procedure, one of its sections or its principles."""
    return _CHAPTER.search(message.text) is not None


def asks_meaning(message: Folded) -> bool:
    """Whether it begins by asking what or who something is."""
    return _MEANING.match(message.text) is not None


def names_another_nation(message: Folded) -> bool:
    """Whether it names a nation that has procedures of its own."""
    return _OTHER_NATION.search(message.text) is not None
