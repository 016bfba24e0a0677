import { STATUSES } from './asked.ts';

type Search = Readonly<Record<string, string>>;

/** Each way to look at the list: whose, and of which states unless the address says another. */
export const VIEWS = {
  asked: { whose: 'asked', status: 'open' },
  mine: { whose: 'mine', status: 'open,answered,lapsed' },
  open: { status: 'open' },
  answered: { status: 'answered,accepted' },
} as const;
export type View = keyof typeof VIEWS;
export const VIEW_NAMES = ['asked', 'mine', 'open', 'answered'] as const satisfies readonly View[];

const NAMES = ['view', 'status', 'space', 'q'] as const;
type Name = (typeof NAMES)[number];

/** Left out: what is asked of me; of a space, what is open in it. */
export const viewOf = (search: Search): View =>
  VIEW_NAMES.find((one) => one === search['view']) ?? (search['space'] ? 'open' : 'asked');

/** Of which states one may look at the list: all are open in the view of the open ones. */
export const statusesIn = (view: View): readonly string[] => {
  if (view === 'open') return [];
  return view === 'answered' ? STATUSES.filter((one) => one !== 'open') : [...STATUSES, 'any'];
};

export const isNarrowed = ({ status, space, q }: Search): boolean => [status, space, q].some((one) => (one ?? '') !== '');

/** What `GET /api/requests` is asked; what the address cannot mean is left out. */
export const queryOf = (search: Search) => {
  const view = viewOf(search);
  const wanted = VIEWS[view];
  const given = statusesIn(view).find((one) => one === search['status']);
  const status = given ?? wanted.status;
  return {
    ...('whose' in wanted ? { whose: wanted.whose } : {}),
    ...(status === 'any' ? {} : { status }),
    ...(search['space'] ? { space: search['space'] } : {}),
    ...(search['q'] ? { q: search['q'].slice(0, 200) } : {}),
    ...(view === 'answered' ? {} : { order: 'due' as const }),
    limit: 50,
  };
};

/** The same list with one thing changed; another view forgets the state. */
export const addressWith = (search: Search, name: Name, value: string): string => {
  const wanted: Search = { ...search, view: viewOf(search), ...(name === 'view' ? { status: '' } : {}), [name]: value };
  const query = new URLSearchParams(NAMES.flatMap((one) => (wanted[one] ? [[one, wanted[one]]] : [])));
  if (query.get('view') === 'asked' && !query.has('space')) query.delete('view');
  const text = query.toString();
  return text === '' ? '/requests' : `/requests?${text}`;
};
