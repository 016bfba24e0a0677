/*
 * Forms of one English word that no stemmer brings together: irregular verbs and plurals, and what is derived with another ending than those
 * a stemmer takes off. Stemmed already alike, a form would do no harm here, and no good.
 */
const FORMS = `
arise arose arisen | become became | begin began begun | bend bent | bind bound binding | bleed bled | blow blew blown
break broke broken breakage | bring brought | build built builder rebuild rebuilt | burn burnt burnout | buy bought buyer
catch caught | choose chose chosen choice | come came | deal dealt | dig dug | draw drew drawn | drink drank drunk
drive drove driven driver | eat ate eaten | fall fell fallen | feed fed | feel felt feeling | fight fought | find found
flee fled | fly flew flown flight | forbid forbade forbidden | forget forgot forgotten | freeze froze frozen | give gave given
go went gone | grow grew grown growth | hang hung | hear heard hearing | hide hid hidden | hold held | keep kept
know knew known knowledge | lay laid | lead led leader leadership | leave left | lend lent loan | lose lost loss
make made maker | mean meant meaning | meet met meeting | oversee oversaw overseen oversight | override overrode overridden
pay paid payment payable payee | prove proven proof | ride rode ridden | ring rang rung | rise rose risen | run ran
see saw seen sight | seek sought | sell sold sale seller | send sent sender resend resent | shake shook shaken | shoot shot
show shown | shrink shrank shrunk | sit sat | sleep slept asleep | speak spoke spoken speaker speech | spend spent | stand stood
steal stole stolen theft | stick stuck | strike struck | swear swore sworn | take took taken | teach taught teacher
tear tore torn | tell told | think thought | throw threw thrown | understand understood | undo undid undone | wake woke woken
wear wore worn | win won winner | withdraw withdrew withdrawn withdrawal | write wrote written writer rewrite rewritten
child children | man men | woman women | foot feet | mouse mice | half halves | life lives | shelf shelves | knife knives
wife wives | criterion criteria | index indices | matrix matrices
analysis analyses analyze analyse analyst analytics analytical | crisis crises | basis bases | hypothesis hypotheses
appendix appendices | curriculum curricula | medium media | good better best | bad worse worst | agree agreement
ship shipment shipping | move movement | treat treatment | invest investment investor | equip equipment | commit commitment
assess assessment assessor | enable enablement | decide decision | permit permission | describe description
prescribe prescription | subscribe subscription | receive receipt reception recipient | explain explanation | compare comparison
apply application applicant app | maintain maintenance maintainer | retain retention | attend attendance attendee
succeed success successful | fail failure | depart departure | expose exposure | disclose disclosure | close closure
sign signature signatory | respond response responder | defend defense defence | expand expansion | extend extension
suspend suspension | convert conversion | divide division | revise revision | provide provision provider | include inclusion
exclude exclusion | renew renewal | propose proposal | refer referral reference | remove removal | refuse refusal | deny denial
try trial | arrive arrival | behave behavior behaviour | vary variable variation various | secure security | able ability
available availability | responsible responsibility | visible visibility | law legal lawyer | strong strength strengthen
long length | wide width | high height | deep depth | safe safety | ill illness | happy happiness | health healthy | week weekly
day daily | month monthly | year yearly | technical technology tech technically | finance financial
admin administrator administration administrative administer | manage management manager managerial | execute execution
operate operation operator operational | recruit recruiter recruitment | train training trainer trainee
mentor mentorship mentee | sponsor sponsorship | member membership | partner partnership | own owner ownership
intern internship | participate participant participation | consult consultant consultation | assist assistant assistance
depend dependency dependent | differ difference different | insure insurance | perform performance | govern governance
guide guidance guideline | store storage | use usage user | pack package packaging | cover coverage | percent percentage
test tester | interview interviewer interviewee | employ employer employee employment | read reader | view viewer
report reporter | contribute contributor contribution | advise advisor adviser advisory advice
translate translator translation | approve approver approval | moderate moderator unmoderated | inform information
transform transformation | document documentation docs doc | configure configuration config | install installation installer
authenticate authentication auth | authorize authorization | credential credentials | repository repositories repo
specify specification spec | calculate calculation calculator | communicate communication comms
collaborate collaboration collaborator | compete competition competitor competitive | customize customization custom
migrate migration | escalate escalation | notify notification | register registration registry | schedule scheduler scheduling
measure measurement | require requirement prerequisite | submit submission | admit admission | transmit transmission
produce production producer | reproduce reproduction | introduce introduction intro | reduce reduction | deduct deduction
redirect redirection | select selection | collect collection collector | connect connection connector
protect protection protective | inspect inspection | predict prediction | correct correction | instruct instruction instructor
construct construction | destroy destruction | evaluate evaluation evaluator | estimate estimation | confirm confirmation
verify verification | classify classification | identify identification identity | qualify qualification
certify certification certificate | justify justification | simplify simplification | modify modification
clarify clarification | prioritize priority prioritise prioritization | organize organise organization organisation org
recognize recognise recognition | summarize summarise summary | optimize optimise optimization | analytics analysis
visualize visualization visual | emphasis emphasize | relate relation relationship | friend friendly | clear clarity
compliant compliance comply | confident confidence | confidential confidentiality | urgent urgency | frequent frequency
efficient efficiency | transparent transparency | absent absence | present presence presentation presenter
important importance | relevant relevance | compensate compensation | reimburse reimbursement | resign resignation
terminate termination | promote promotion | relocate relocation | celebrate celebration | invite invitation
accommodate accommodation | travel traveler traveller | expense expenses | tax taxes taxation | pension pensions
vacation vacations | disable disability disabled | accessible accessibility | nation national nationality | region regional
local locally location locale | globe global globally | person people | company companies corporate | office offices official
city cities | country countries | history historical | vulnerable vulnerability | malicious malware | encrypt encryption
expire expiry expiration | compile compiler compilation | parse parser | debug debugger debugging | deploy deployer redeploy
crash crashes | log logs logging logger | monitor monitoring | observe observability observer observation
scale scaling scalability | replicate replica replication
`;

/** Read at the first question. */
let read: ReadonlyMap<string, readonly string[]> | null = null;

const byForm = (): ReadonlyMap<string, readonly string[]> => {
  const words = new Map<string, readonly string[]>();
  for (const line of FORMS.trim().split(/\n| \| /u)) {
    const forms = line.split(' ');
    for (const one of forms)
      words.set(
        one,
        [...new Set([...(words.get(one) ?? []), ...forms])].filter((other) => other !== one),
      );
  }
  return words;
};

const NONE: readonly string[] = [];

/** The other forms of an English word. */
export const formsOf = (word: string): readonly string[] => {
  read ??= byForm();
  return read.get(word) ?? read.get(word.replace(/s$/u, '')) ?? NONE;
};

const FRAMES = new Set(
  `want wants wanted need needs needed get gets got getting know knows find finds show tell tells told give gives thing things something
   anything somebody someone anyone anybody everyone everybody us may might must shall could would should also many much long happen happens
   way like look looks looking go goes put use used using make makes come ask asks asking say says let lets keep keeps take takes see sees
   mean means people person one ones able please help really new`.split(/\s+/u),
);

/** Whether questions are put with it more often than they are about it: “want” of “I want to know”. */
export const isFrame = (word: string): boolean => FRAMES.has(word);
