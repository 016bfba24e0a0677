export { History, Links, Waits } from './around.tsx';
export { Discussion, type DiscussionProps } from './discussion.tsx';
export { Readers } from './readers.tsx';
export { WordsForm } from './words-form.tsx';
