import type { MadrStatus, SectionName } from './document.ts';

/*
 * The words by which records of many houses and languages name their parts. A heading is looked up whole, lower-case and without its
 * number or emoji; a status word is looked for within the status text.
 */

const list = (words: string): readonly string[] => words.split('|').map((word) => word.trim());

const HEADINGS: Readonly<
  Record<SectionName | 'status' | 'date' | 'deciders' | 'consulted' | 'informed' | 'links' | 'history' | 'tags' | 'title', string>
> = {
  status:
    'status|state|stage|adr status|decision status|estado|statut|état|stato|zustand|stav|状态|狀態|ステータス|状態|상태|статус|статус решения',
  date: 'date|decision date|date of decision|datum|fecha|data|дата|日期|日付|날짜|created|last updated|updated',
  deciders:
    'deciders|decision makers|decision-makers|decision maker|decided by|approvers|approved by|approver|entscheider|entscheidungsträger|décideurs|decisores|decisori|beslissers|принимающие решение|决策者|決定者|意思決定者|결정자',
  consulted: 'consulted|consultees|konsultiert|consultés|consultados|consultati|geraadpleegd',
  informed: 'informed|informiert|informés|informados|informati|geïnformeerd',
  title: 'title|name|titel|titre|título|titolo|tytuł|название|标题|タイトル',
  tags: 'tags|labels|categories|keywords',
  links:
    'links|related|related decisions|related adrs|related records|related documents|related artifacts|related principles|related requirements|references|reference|more information|additional information|further reading|see also|notes|verweise|weitere informationen|liens|enlaces|referencias|riferimenti|ссылки|参考|参考资料|参考リンク|관련 링크|supersedes|superseded by|amends|amended by|depends on|implements|replaces|replaced by',
  history:
    'history|changelog|change log|revision history|revisions|document history|status history|änderungshistorie|historique|historial',
  problem:
    'context|context and problem statement|context and problem|problem|problem statement|the problem|the issue|issue|background|background and motivation|motivation|motivation and summary|summary|summary and motivation|abstract|introduction|overview|decision drivers|drivers|driving forces|forces|requirements|goals|goals and non-goals|purpose|description|question|situation|why|user story|assumptions|constraints|kontext|kontext und problemstellung|kontext und problembeschreibung|problemstellung|ausgangslage|hintergrund|motivation und ziele|entscheidungstreiber|einflussfaktoren|contexte|contexte et problématique|énoncé du problème|problème|problématique|contexto|contexto y planteamiento del problema|contexto y problema|contexto e problema|contexto e declaração do problema|planteamiento del problema|problema|antecedentes|contesto|contesto e problema|contesto e definizione del problema|context en probleemstelling|probleemstelling|achtergrond|kontekst|kontekst i opis problemu|kontekst i problem|контекст|контекст и проблема|контекст и описание проблемы|проблема|背景|上下文|背景和问题陈述|背景与问题|上下文和问题陈述|问题|問題|背景と課題|コンテキスト|コンテキストと問題|文脈|課題|맥락|배경|컨텍스트|문제',
  options:
    'considered options|options considered|options|the options|alternatives|alternatives considered|considered alternatives|rationale and alternatives|alternatives and rationale|design alternatives|positions|argument|arguments|pros and cons of the options|pros and cons of the alternatives|pros and cons|evaluation|evaluation of options|comparison|analysis|discussion|candidates|candidate solutions|options analysis|option analysis|trade-offs|tradeoffs|possible solutions|betrachtete optionen|betrachtete alternativen|optionen|alternativen|pro und contra|pro und contra der optionen|vor- und nachteile der optionen|bewertung|options envisagées|options considérées|alternatives envisagées|avantages et inconvénients des options|opciones consideradas|opciones|alternativas|alternativas consideradas|opções consideradas|opções|pros y contras de las opciones|prós e contras das opções|opzioni considerate|opzioni|alternative considerate|alternative|pro e contro delle opzioni|overwogen opties|opties|alternatieven|rozważane opcje|rozważone opcje|opcje|alternatywy|рассмотренные варианты|варианты|альтернативы|рассматриваемые варианты|考虑的选项|备选方案|备选项|可选方案|选项|替代方案|検討した選択肢|選択肢|代替案|検討した代替案|고려한 옵션|고려된 옵션|대안|선택지',
  decision:
    'decision|the decision|decisions|decision outcome|outcome|resolution|solution|proposed solution|proposal|chosen option|selected option|recommendation|recommended solution|detailed design|design|detailed proposal|proposed design|guide-level explanation|reference-level explanation|reference level explanation|specification|our approach|approach|rationale|justification|conclusion|answer|what|entscheidung|die entscheidung|entscheidungsergebnis|ergebnis der entscheidung|ergebnis|beschluss|lösung|begründung|décision|résultat de la décision|decisión|resultado de la decisión|resultado|resultado da decisão|decisão|solução|solución|decisione|esito della decisione|risultato della decisione|besluit|beslissing|uitkomst van de beslissing|uitkomst|decyzja|wynik decyzji|rozstrzygnięcie|решение|принятое решение|результат решения|决策|决定|决策结果|決定|決定内容|决策结论|决議|決定事項|결정|결정 결과|결정 사항',
  consequences:
    'consequences|the consequences|consequence|implications|impact|impacts|effects|results|resulting context|positive consequences|negative consequences|neutral consequences|good consequences|bad consequences|positive|negative|drawbacks|drawbacks and risks|benefits|advantages|disadvantages|risks|risks and mitigations|validation|confirmation|compliance|consequences and risks|konsequenzen|folgen|auswirkungen|positive konsequenzen|negative konsequenzen|positive folgen|negative folgen|risiken|validierung|bestätigung|conséquences|conséquences positives|conséquences négatives|consecuencias|consecuencias positivas|consecuencias negativas|consequências|consequências positivas|consequências negativas|conseguenze|conseguenze positive|conseguenze negative|gevolgen|positieve gevolgen|negatieve gevolgen|konsekwencje|pozytywne konsekwencje|negatywne konsekwencje|последствия|положительные последствия|отрицательные последствия|后果|影响|结果|積極後果|积极后果|消极后果|正面影响|负面影响|影響|結果|結果と影響|결과|영향|긍정적 결과|부정적 결과',
  nextSteps:
    'next steps|next step|follow-up|follow up|follow-ups|follow-up actions|action items|actions|to do|todo|tasks|implementation plan|implementation|implementation strategy|rollout|rollout plan|migration plan|adoption plan|adoption strategy|nächste schritte|umsetzung|prochaines étapes|próximos pasos|próximos passos|prossimi passi|volgende stappen|następne kroki|następne działania|следующие шаги|下一步|后续步骤|次のステップ|다음 단계',
};

export type HeadingName = keyof typeof HEADINGS;

const BY_HEADING: ReadonlyMap<string, HeadingName> = new Map(
  (
    [
      'status',
      'date',
      'deciders',
      'consulted',
      'informed',
      'links',
      'history',
      'tags',
      'title',
      'nextSteps',
      'consequences',
      'decision',
      'options',
      'problem',
    ] as const
  )
    .toReversed()
    .flatMap((name) => list(HEADINGS[name]).map((word) => [word, name] as const)),
);

/** What a heading names, or null. Takes the heading as plain text: `2. Context & Problem Statement:`. */
export const headingName = (plain: string): HeadingName | null => {
  const words = plain
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu, '')
    .replace(/^\d{1,3}(?:\.\d{1,3})*[.)]?\s+/, '')
    .replace(/\s*[([（][^)\]）]{0,40}[)\]）]$/u, '')
    .replace(/\s*&\s*/g, ' and ')
    .replace(/\s+/g, ' ')
    .trim();
  return BY_HEADING.get(words) ?? BY_HEADING.get(words.replace(/^(?:the|our|architectural|architecture|adr) /, '')) ?? null;
};

const STATUS_WORDS: Readonly<Record<MadrStatus, string>> = {
  superseded:
    'superseded|superceded|supersceded|superseeded|superseded-by|replaced|obsoleted by|ersetzt|abgelöst|remplacée?|reemplazad[oa]|sustituid[oa]|substituíd[oa]|sostituit[oa]|vervangen|zastąpion[aey]|заменен[оа]?|заменён|置き換え|差し替え|取代|已取代|被取代|替代|대체',
  deprecated:
    'deprecated|retired|obsolete|obsoleted|outdated|expired|archived|discontinued|sunset|inactive|revoked|reverted|rescinded|historic|historical|end of life|no longer valid|no longer relevant|no longer applicable|no longer used|no longer in use|no longer in force|no longer applies|veraltet|obsolète|dépréciée?|obsolet[oa]|deprecad[oa]|depreciad[oa]|deprecat[oa]|verouderd|przestarzał[aey]|устарел[оа]?|非推奨|廃止|弃用|已弃用|废弃|已废弃|폐기|폐기됨',
  rejected:
    "rejected|declined|denied|refused|abandoned|withdrawn|cancelled|canceled|dropped|discarded|invalid|invalidated|closed|won't do|wontfix|not accepted|not approved|abgelehnt|verworfen|zurückgezogen|rejetée?|refusée?|rechazad[oa]|rejeitad[oa]|recusad[oa]|rifiutat[oa]|respint[oa]|afgewezen|verworpen|odrzucon[aey]|отклонен[оа]?|отклонён|却下|不採用|拒绝|已拒绝|否决|거부|거부됨|기각",
  draft:
    'draft|drafting|wip|work in progress|idea|sketch|entwurf|brouillon|borrador|rascunho|bozza|concept|szkic|черновик|草案|下書き|ドラフト|草稿|초안',
  proposed:
    'proposed|proposal|pending|in review|under review|for review|review|reviewing|in discussion|under discussion|discussion|discussing|open|opened|request for comments?|rfc|in progress|for consideration|under consideration|considering|last call|final comment period|awaiting|new|submitted|undecided|to be decided|tbd|tentative|suggested|requested|on hold|deferred|postponed|experimental|trial|vorgeschlagen|offen|in diskussion|proposée?|en discussion|propuest[oa]|propost[oa]|voorgesteld|zaproponowan[aey]|proponowan[aey]|предложен[оа]?|на рассмотрении|提案|提案中|提案済み|検討中|提议|提议中|已提议|待定|建议|讨论中|제안|제안됨|검토 중',
  accepted:
    'accepted|approved|adopted|agreed|decided|implemented|implementing|implementable|active|done|completed?|finali[sz]ed|final|finished|ratified|in force|in effect|effective|current|merged|landed|released|ready for release|recommended|enacted|live|confirmed|resolved|committed|passed|valid|validated|stable|published|provisionally accepted|accept|approve|akzeptiert|angenommen|beschlossen|entschieden|genehmigt|gültig|umgesetzt|acceptée?|adoptée?|validée?|approuvée?|décidée?|aceptad[oa]|aprobad[oa]|adoptad[oa]|aceit[oa]|aceite|aprovad[oa]|accettat[oa]|approvat[oa]|adottat[oa]|geaccepteerd|goedgekeurd|aanvaard|aangenomen|zaakceptowan[aey]|zatwierdzon[aey]|przyjęt[aey]|принят[оа]?|утвержден[оа]?|утверждён|одобрен[оа]?|採用|採択|承認|承認済み|承認済|受理|已接受|接受|已采纳|采纳|已采用|通过|已通过|已批准|批准|已完成|已决定|승인|승인됨|채택|채택됨|수락|수락됨',
};

const ORDER = ['superseded', 'deprecated', 'rejected', 'draft', 'proposed', 'accepted'] as const satisfies readonly MadrStatus[];

// Scripts without spaces have no word boundary to ask for.
const SPACELESS = /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul} ]+$/u;

const alternatives = (spaceless: boolean): string =>
  ORDER.map((status) => {
    const words = list(STATUS_WORDS[status]).filter((word) => SPACELESS.test(word) === spaceless);
    return `(?<${status}>${words.toSorted((a, b) => b.length - a.length).join('|')})`;
  })
    // A status without words in these scripts would match nothing at all, everywhere.
    .filter((group) => !group.endsWith('>)'))
    .join('|');

// Lower-case, and with the boundaries once: folding case within so many alternatives takes long to compile.
const BOUNDED = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives(false)})(?![\\p{L}\\p{N}])`, 'gu');
const UNBOUNDED = new RegExp(alternatives(true), 'g');

export interface StatusWord {
  readonly status: MadrStatus;
  readonly at: number;
}

/** Every status word of a line, in its order. */
export const statusWords = (line: string): readonly StatusWord[] => {
  const text = line.toLowerCase();
  return [...text.matchAll(BOUNDED), ...text.matchAll(UNBOUNDED)]
    .flatMap((found) => {
      const status = ORDER.find((name) => found.groups?.[name] !== undefined);
      return status === undefined ? [] : [{ status, at: found.index }];
    })
    .toSorted((a, b) => a.at - b.at);
};
