/** What a key or a person may, as files say it. */
export const roleLabels: Record<'erp' | 'operator' | 'viewer', string> = {
  erp: 'ERP',
  operator: 'Operador',
  viewer: 'Consulta',
};
