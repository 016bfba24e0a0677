export { Discussion, type DiscussionProps } from './discussion.tsx';
export { Readers } from './readers.tsx';
