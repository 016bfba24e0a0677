import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export { FitsNow } from './fits-now.tsx';
export { RoomChoice, type PartOfDay } from './room-choice.tsx';
export { useRoom, type Room } from './room.ts';
export { sizeWords } from './tasks.ts';

export const screens = {
  routes: [
    { path: '/work', title: t('work'), load: () => import('./work.tsx') },
    { path: '/tasks/new', title: t('newTask'), load: () => import('./new.tsx') },
    { path: '/tasks/$number', title: t('task'), load: () => import('./task.tsx') },
    { path: '/tasks/$number/edit', title: t('editTask'), load: () => import('./edit.tsx') },
    { path: '/goals', title: t('goals'), load: () => import('./goals/list.tsx') },
    { path: '/goals/new', title: t('newGoal'), load: () => import('./goals/new.tsx') },
    { path: '/goals/$number', title: t('goal'), load: () => import('./goals/goal.tsx') },
  ],
  navigation: [{ label: t('work'), href: '/work', also: ['/tasks', '/goals', '/plans'], order: 45, key: 'w' }],
  commands: [
    { id: 'work.new', label: t('draftTask'), words: 'task todo work claim', href: '/tasks/new', key: 't', creates: true },
    { id: 'work.board', label: t('boardCommand'), words: 'kanban tasks columns', href: '/work?view=board' },
    { id: 'work.held', label: t('heldCommand'), words: 'my tasks claims', href: '/work?view=list&whose=held' },
    { id: 'work.goals', label: t('goalsCommand'), words: 'outcomes objectives', href: '/goals' },
  ],
  addresses: {
    task: ({ id, number }) => `/tasks/${number ?? id}`,
    goal: ({ id, number }) => `/goals/${number ?? id}`,
  },
  answers: { task: () => import('./answer.tsx') },
} satisfies Screens;
