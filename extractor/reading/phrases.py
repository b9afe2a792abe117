"""Phrases: the words and turns that news sites and their content systems print around articles.

All are matched against a copy in small letters, with straight apostrophes and single spaces.
Patterns stand one a line, are tried at the beginning of the line, and repeat within bounds only.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _lines(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", "/").split("/") if part.strip())


def _any_of(patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(line.strip() for line in patterns.splitlines() if line.strip()))


FIELDS = _words("""
    name email e-mail mail website url comment comments captcha code phone subject message required
    optional your yours you'r youre submit send refresh reset security reply cancel and you
""")
"""A line of nothing else is a form."""

SECTIONS = _words("""
    home news world politics business economy sport sports culture arts entertainment opinion
    opinions editorial technology tech science health travel lifestyle video videos photo photos
    multimedia audio podcast podcasts live menu search login logout register signin about contact
    us local national international archive archives rss weather jobs more sections analysis
    features society education environment middle east asia africa europe americas all
""")
"""A line of nothing else is a menu."""

SHARING = _words("""
    share tweet facebook twitter x whatsapp telegram linkedin pinterest reddit tumblr instagram
    youtube messenger viber line skype email e-mail mail print pdf copy link save like via on to
    bookmark and pocket threads bluesky mastodon wechat weibo sms shares follow us clipboard
    this article story post news page with friends by a
""")
"""A line of nothing else is a row of buttons."""

CALENDAR = _words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
    sun january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec farvardin ordibehesht khordad tir mordad shahrivar
    mehr aban azar dey bahman esfand am pm a p m noon t z h gmt utc est edt et ist irst bst cet cest
    eet msk pst pdt jst kst local time published updated update posted modified created last edited
    first on at of the date dated news story article item code id issue vol volume no number ref
    press release hours hour hrs minutes minute mins min days day ago th st nd rd views view
""")
"""A line of nothing else, with a number in it, is a masthead."""

SPEECH = _words("""
    said says told added adds stressed warned warns insisted argued explained vowed noted
""")
"""A longer line with one of these is prose, whatever else it holds."""

LABELS = _lines("""
    subscribe / subscribe now / subscribe today / sign up / log in / sign in / skip to content
    skip to main content / share / share this / share this article / share this story / print
    print this page / copy link / link copied / back to top / back to top button / scroll to top
    go to top / top / close / open / next / previous / read later / load more / show more / see more
    view all / view more / see all / click here / continue reading / story continues below
    article continues below / advertisement / advertisements / ad / sponsored / sponsored content
    promoted / promoted content / loading / play / pause / mute / watch / listen / watch live
    all rights reserved / privacy policy / terms of use / terms of service / terms and conditions
    cookie policy / cookie settings / accept / accept all / accept cookies / reject all / got it
    i agree / report an error / report a typo / report this ad / font size / a a / text size
    staff writer / staff reporter / web desk / news desk / our correspondent / agencies
    end / ends / end item / short link / source link / news link / permalink / shortlink / link
    news source / source / sources / contact us / about us / newsletter / newsletters / live tv
    get notified / please wait / please reload the page / no comments / no comments yet / no comment
    be the first to comment / comments are closed / follow / following / donate / support us
    our standards: the thomson reuters trust principles / reload / not a robot / i'm not a robot
    send feedback / your feedback / rate this / rate this article / skip to navigation
""")

MASTHEADS = _lines("""
    for immediate release / press release / press statement / media statement / media release
    statement / joint statement / breaking / breaking news / exclusive / live / live updates
    live blog / latest / latest news / top stories / just in / developing story
""")

FURNITURE = _any_of(r"""
    (?:write |leave |post )?you'?r?e? comments?$
    (?:please )?(?:enter|write|type|add|submit|insert) (?:your|you'r) .{0,20}\bcomments?\b.{0,30}$
    (?:please )?(?:enter|write|type|add|submit|insert) (?:your|you'r) (?:comments?|reply)\b.{0,30}$
    (?:please )?(?:enter|write|type|add|submit|insert) (?:your|you'r) (?:full )?name\b.{0,30}$
    (?:please )?(?:enter|write|type|add|submit|insert) (?:your|a valid) e-?mail\b.{0,30}$
    (?:the |this site is protected by )?(?:google )?re?captcha\b.{0,160}$
    captcha\b.{0,40}$
    (?:type|enter) the (?:characters|code|text|words?)\b.{0,60}$
    save my name.{0,120}$
    your e-?mail address will not be published.{0,80}$
    required fields are marked.{0,20}$
    you must be logged in.{0,60}$
    (?:log|sign) ?in (?:to|with|or)\b.{0,60}$
    (?:subscribe|sign up) (?:to|for|now|here|today|and)\b.{0,160}$
    (?:get|receive) (?:the |our |all )?(?:latest|breaking|top|daily) .{0,60}\binbox\b.{0,60}$
    (?:get|receive) (?:the |our |all )?(?:latest|breaking|top|daily) .{0,60}\bnewsletter\b.{0,60}$
    (?:join|follow|like|find|add) (?:us|our|@\w+) (?:on|at|in|via|page|channel|telegram)\b.{0,100}$
    (?:join|follow) .{0,40}\b(?:telegram|whatsapp|viber|google news)\b(?: channel)?.{0,40}$
    (?:download|get|install) (?:our|the) .{0,30}\bapps?\b.{0,80}$
    (?:we|this (?:web)?site|our (?:web)?site|our partners) uses? cookies\b
    (?:we|this website) and our partners\b.{0,60}(?:store|cookies|data)\b
    by (?:continuing|clicking|using|browsing)\b.{0,80}\b(?:cookies|agree|consent|terms)\b
    (?:©|\(c\) ?(?:19|20)|c\) ?(?:19|20)\d\d|copyright ?(?:©|\(c\)|:|(?:19|20)\d\d)).{0,200}$
    .{0,80}\ball rights reserved\b.{0,100}$
    (?:this (?:material|article|content) )?may not be (?:published|reproduced|republished|copied)\b
    (?:no part of this|reproduction of) .{0,60}\b(?:reproduced|permission|prohibited)\b
    (?:tap|click|press) here (?:to|for)\b.{0,80}$
    \d+ ?(?:shares?|likes?|views?|retweets?|reads?|votes?)$
    (?:views?|shares?|hits|visits|likes|visit count) ?: ?[\d,.]+k?$
    (?:estimated )?reading time\b.{0,30}$
    (?:about )?\d+ min(?:ute)?s?\.? (?:read|to read)$
    sources? ?: ?\S.{0,60}$
    via ?: ?[\w. ]{2,30}$
    .{2,60}\bwebsite can (?:also )?be accessed\b.{0,120}$
    (?:(?:additional )?reporting|writing|editing|compiled|edited|written|translated) by\b.{0,250}$
    (?:short ?link|news link|shortened url|permalink|source link|link|url) ?: ?\S{0,200}$
    (?:media|press) (?:contacts?|enquiries|inquiries)\b.{0,120}$
    (?:listen|watch) (?:to )?(?:this|live|now|more)\b.{0,60}$
    (?:photo|image|picture|pic|video|graphic)s?(?: credits?| courtesy)? ?[:/©] ?.{0,60}$
    (?:photo|image|picture|pic|video|graphic)s? (?:credits?|by|courtesy of) .{0,60}$
    (?:ap|afp|reuters|epa|getty images|xinhua|irna|tasnim|anadolu)(?: photo)?$
    credits? ?[:/] ?.{0,60}$
    .{0,80}\bcanary [0-9a-f]{8}-[0-9a-f-]{27}$
    https?://\S+$
    www\.\S+$
    [\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}$
    [a-z]{1,5}/[a-z0-9]{1,12}(?:/[a-z0-9]{1,12}){0,3}$
""")

DISCLAIMER = re.compile(
    r"(?:the )?(?:views?|opinions?|reports?|contents?|articles?|information)\b.{0,600}?"
    r"do(?:es)? not (?:necessarily )?(?:reflect|represent)\b.{0,60}"
    r"(?:views?|opinions?|positions?|polic(?:y|ies)|stance|those)\b"
)

LINKS = _any_of(r"""
    more (?:articles|news|stories|headlines|to read|videos|in this section)
    more on this(?: story| topic)?
    more (?:from|about|on) [\w .&'-]{2,40}
    related(?: (?:articles?|news|stories|posts?|contents?|topics?|links?|coverage|items?|videos?))?
    (?:read|see) (?:more|also|next|on)
    also read
    you (?:may|might) (?:also )?(?:like|be interested in|enjoy)
    most (?:read|viewed|popular|shared|commented|visited)(?: \w+)?
    trending(?: now| news| stories)?
    recommended(?: for you| stories)?
    editors?'?s? (?:picks?|choice)
    popular(?: (?:news|posts|stories))?
    latest (?:articles|stories|posts|headlines)
    (?:what to read|up) next
    don't miss
    in case you missed it
    (?:next|previous|suggested) (?:article|articles|post|story|reading)
    recent (?:posts|news|stories|comments)
    (?:from|around) the web
    (?:tags?|topics?|keywords?|categor(?:y|ies)|hashtags?)
""")
"""Heads of lists of links; the whole line."""

LINK_PREFIX = _any_of(r"""
    (?:read|see|watch) (?:more|also|next|on|full story|the full story)(?: here)? ?[:|»>—–-]+ ?\S
    (?:also read|read|related(?: \w+)?|more (?:on this|here)|watch(?: video)?) ?[:|»>]+ ?\S
    (?:don't miss|you may (?:also )?like|recommended|trending) ?[:|»>]+ ?\S
    (?:next|previous) (?:article|post|story) ?[:|»>—–-]+ ?\S
    (?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|hashtags?) ?[:|»>]+ ?\S
""")

COMMENTS = _any_of(r"""
    \d+ (?:comments?|responses?|replies|thoughts on .{0,100})$
    (?:readers'? )?comments? ?\(?\d*\)?$
    (?:leave|post) a (?:reply|comment|response)\b.{0,40}$
    join the (?:discussion|conversation)\b.{0,20}$
""")
"""Head of the readers' comments, or of the form for one."""

CAPTION = _any_of(r"""
    (?:file photo|file picture|handout (?:photo|picture|image))\b
    (?:in )?this (?:\w+ ){0,3}(?:photo|picture|image|grab)\b.{0,40}\b(?:shows?|taken|released)\b
    (?:in )?this (?:\w+ ){0,3}(?:photo|picture|image)\b.{0,40}\b(?:provided|made available)\b
    (?:photo|picture|image) shows\b
    pictured(?: here| above|:| from)
    file ?[-–—:] \S
    .{0,400}[\[(][^\[\]()]{0,60}\b(?:photo|image|picture|getty|handout)s?\b[^\[\]()]{0,60}[\])]\.?$
    .{0,400}[\[(][^\[\]()]{1,60}(?:/|via )\s?(?:ap|afp|reuters|epa|xinhua)\b[^\[\]()]{0,30}[\])]\.?$
    .{0,400}(?:\bfile photo|\b(?:ap|afp|epa|reuters|xinhua) photos?|getty images)\W{0,3}$
    .{0,120}\((?:left|right|cent(?:er|re)|[lrc]|\d\w\w? [lr])\),? .{0,80}\b(?:shakes?|poses?)\b
    .{0,120}\((?:left|right|cent(?:er|re)|[lrc]|\d\w\w? [lr])\),? (?:\w+ )?(?:meets?|greets?)\b
    .{0,120}\((?:left|right|cent(?:er|re)|[lc]|\d\w\w? [lr])\),? (?:\w+ )?(?:speaks?|talks?)\b
""")
