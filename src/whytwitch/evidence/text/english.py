"""The closed word classes of English. Nothing here is medical; whatever a clinician may want to edit stands in the base."""

__all__ = [
    "AUXILIARIES",
    "CONTRACTIONS",
    "FILLERS",
    "FUNCTION_WORDS",
    "IRREGULAR",
    "MONTHS",
    "OTHER_LANGUAGES",
    "PROCLITICS",
    "SUBJECTS",
    "WEEKDAYS",
    "WITHOUT_CONTENT",
]

# What an apostrophe hides. The part before it is kept as a word of its own.
CONTRACTIONS = {
    "can't": ("can", "not"), "cant": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "wont": ("will", "not"), "shan't": ("shall", "not"),
    "ain't": ("is", "not"), "aint": ("is", "not"), "im": ("i", "am"), "ive": ("i", "have"), "hes": ("he", "is"), "shes": ("she", "is"), "gonna": ("going", "to"),
    "wanna": ("want", "to"), "gotta": ("got", "to"), "theyre": ("they", "are"), "theyve": ("they", "have"), "whats": ("what", "is"), "thats": ("that", "is"),
    "he's": ("he", "is"), "she's": ("she", "is"), "it's": ("it", "is"), "that's": ("that", "is"), "there's": ("there", "is"), "what's": ("what", "is"),
    "here's": ("here", "is"), "who's": ("who", "is"), "i'm": ("i", "am"), "let's": ("let", "us"), "dunno": ("do", "not", "know"), "y'all": ("you",),
}  # fmt: skip
NOT_VERBS = ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should", "must", "need", "might")
CONTRACTIONS |= {f"{verb}n't": (verb, "not") for verb in NOT_VERBS} | {f"{verb}nt": (verb, "not") for verb in NOT_VERBS}
CONTRACTIONS |= (
    {f"{verb}nae": (verb, "not") for verb in NOT_VERBS} | dict.fromkeys(("cannae", "canna", "cannie", "canny"), ("can", "not")) | {"dinnae": ("do", "not")}
)
PROCLITICS = {"ve": "have", "re": "are", "ll": "will", "d": "would", "m": "am"}

# Forms whose ending says nothing of their base form.
IRREGULAR = {
    "is": "be", "am": "be", "are": "be", "been": "be", "being": "be", "was": "be", "were": "be", "has": "have", "had": "have", "having": "have",
    "does": "do", "did": "do", "done": "do", "doing": "do", "goes": "go", "went": "go", "gone": "go", "going": "go", "got": "get", "gotten": "get", "gets": "get",
    "began": "begin", "begun": "begin", "took": "take", "taken": "take", "felt": "feel", "fell": "fall", "fallen": "fall", "woke": "wake", "woken": "wake",
    "slept": "sleep", "ate": "eat", "eaten": "eat", "drank": "drink", "shook": "shake", "lost": "lose", "kept": "keep", "came": "come", "saw": "see", "seen": "see",
    "said": "say", "told": "tell", "ran": "run", "gave": "give", "given": "give", "spoke": "speak", "spoken": "speak", "knew": "know", "known": "know",
    "thought": "think", "made": "make", "found": "find", "became": "become", "drew": "draw", "drawn": "draw", "froze": "freeze", "frozen": "freeze", "stood": "stand",
    "bit": "bit", "dying": "die", "lying": "lie", "laying": "lie", "tying": "tie", "children": "child", "feet": "foot", "teeth": "tooth", "calves": "calf", "halves": "half",
    "lives": "life", "used": "use", "evening": "evening", "evenings": "evening", "legging": "legging", "leggings": "legging", "lunge": "lunges", "lunges": "lunges", "marching": "marching", "ceiling": "ceiling", "wrote": "write", "written": "write", "wore": "wear", "caught": "catch",
    "forgot": "forget", "forgotten": "forget", "grew": "grow", "heard": "hear", "meant": "mean", "stuck": "stick", "swollen": "swollen", "held": "hold",
}  # fmt: skip

# Words a phrase may skip between its own words: "weak right hand" is "weak hand".
FILLERS = frozenset(
    "a an the my his her our your their its this that these those some any very really quite so left right both rather pretty bit little slight mild extremely "
    "also just even actually constantly bloody fucking kinda sort kind upper own".split(),
)
# The first word of a clause of its own after "and": "no weakness and my eyelid twitches".
SUBJECTS = frozenset("i my we he she it they his her their our there this that these those the you".split())
AUXILIARIES = frozenset(
    "am is are was were be been have has had do does did can could will would should shall may might must get got getting take taking took drink drinking drank sleep "
    "sleeping slept started start stopped stop began feel feels felt feeling use using used need noticed went go going came come keep keeps smoke eat work worked working "
    "twitch twitches twitching seems seem looks look".split(),
)
WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "tues": 1, "wednesday": 2, "wed": 2, "weds": 2, "thursday": 3, "thu": 3, "thur": 3, "thurs": 3,
    "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip

FUNCTION_WORDS = frozenset(
    "a an the and or but if then than so as at by for from in into of on off out over to up with without within about after before since until while during because though "
    "although i me my mine myself we us our you your he him his she her hers they them their it its itself this that these those there here who whom which what when where why "
    "how am is are was were be been being have has had having do does did doing can could will would shall should may might must not no nor never none any some all both each "
    "every few more most much many other another such only own same too very just also even still yet again ever once now really quite rather almost about around well please "
    "thanks thank hello hi hey anyone anybody someone something anything nothing everything one ones two get gets got getting go goes going went gone im ive dont cant isnt "
    "know think see say says said tell told ask asked want need like make makes made let keep lot lots bit way thing things stuff people person".split(),
)
# Ordinary words that carry nothing for the question, so that leaving them unread is no gap.
WITHOUT_CONTENT = FUNCTION_WORDS | frozenset(
    "advice advise help question questions answer answers wonder wondering wondered anyway maybe perhaps post posting read reading online internet google googled forum reddit "
    "first second third last next old new good bad okay ok fine sorry dear regards doctor dr gp time times day days today week weeks month months year years hour hours minute "
    "minutes seconds morning afternoon evening night nights long ago lately recently currently usually normally often sometimes always mostly mainly especially particularly "
    "started start starts starting began begin begins happen happens happening happened notice noticed noticing feel feels feeling felt seem seems seemed look looks looking "
    "looked come comes coming came take takes taking took taken use uses using used try tries trying tried give given stop stops stopped stopping cause causes causing caused "
    "reason normal weird strange odd annoying worried worry worries concerned scared anxious experience experiences experiencing experienced problem problems issue issues "
    "symptom symptoms background history male female man woman patient age aged else however though also plus basically literally actually honestly apparently probably possibly "
    "definitely certain sure course yes yeah nope nah right left side sides both half part parts area body muscle muscles sort kind type types little big small several couple "
    "different whole entire rest ever since onwards thanks advance appreciated appreciate cheers hope hoping idea ideas mean means point fact case end show shows showing work "
    "home sitting lying mind guess suppose believe love find finding found put puts put bring full able back able goes make sense due total better worse drink drinks "
    "drinking eat eats eating cup cups glass glasses daily per once twice week weekly sleep sleeping regularly regular life live lives living level levels result results test "
    "tests tested blood bloods medication medications medicine medicines meds tablet tablets pill pills dose doses mg mcg ml unit units on years' yo yr yrs wk wks hrs hr min mins "
    "around about roughly approximately nearly less least many none maybe thought thinking said happened became become becomes getting quickly slowly suddenly gradually "
    "born dob yob birth birthday bday pmh pmhx dhx shx fhx hpc hx nad oe pt "
    "further anything everything similar whether either neither except apart cannot move moves moving moved thank one's away until till upon onto doing done seen having".split(),
)
# Words of two letters or more that give another language away, without their accents; single letters are initials ("y.o.", "O/E").
OTHER_LANGUAGES = {
    "German": frozenset("ich und nicht der die das mein meine meinem seit zuckt ist habe auch mit ein eine wochen tagen auge mir mich beim".split()),
    "French": frozenset("je et le la les mon ma mes depuis une des est pas que avec dans mais jours semaines paupiere j'ai ai tres du".split()),
    "Spanish": frozenset("yo el la los las mi mis desde hace una que con no es me muy pero semanas dias tengo parpado ojo del por".split()),
    "Italian": frozenset("io il la gli mio mia da una che con non mi molto settimane giorni ho occhio palpebra sono della per".split()),
    "Portuguese": frozenset("eu os as meu minha desde uma que com nao me muito semanas dias tenho palpebra olho estou ha".split()),
    "Dutch": frozenset("ik en het de mijn niet sinds een is met maar weken dagen heb ook van mij oog ooglid trilt".split()),
    "Polish": frozenset("mam nie mi mnie jest sie ze moja moj oko drga powieka tygodni dni bardzo".split()),
}
