import { type Examples, ids, onlyPage } from './example.ts';

const wish = {
  name: 'Vencem esta semana',
  filter: { status: ['registered', 'overdue'], dueFrom: '2030-12-09', dueTo: '2030-12-15' },
  sort: 'dueDate',
  columns: ['number', 'payer', 'dueDate', 'amount'],
};

const view = {
  id: ids.view,
  list: 'documents',
  ...wish,
  shared: false,
  own: true,
  changeable: true,
  dropped: [],
  version: 1,
  createdAt: '2030-12-09T12:00:00.000Z',
  updatedAt: '2030-12-09T12:00:00.000Z',
};

export const viewExamples: Examples = {
  createView: { body: { list: 'documents', ...wish }, answer: view },
  listViews: { answer: onlyPage(view) },
  getView: { answer: view },
  changeView: {
    body: { name: 'Semana', shared: true },
    answer: { ...view, name: 'Semana', shared: true, version: 2, updatedAt: '2030-12-09T13:00:00.000Z' },
  },
  deleteView: { answer: view },
};
