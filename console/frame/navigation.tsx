import { NavLink, ScrollArea, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconBuildingBank,
  IconCashRegister,
  IconFileDollar,
  IconFileImport,
  IconGauge,
  IconHistory,
  IconKey,
  IconListSearch,
  IconQuestionMark,
  IconReceipt,
  IconRobot,
  IconSend,
  IconTimeline,
  IconUsers,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';

interface Way {
  to: string;
  label: string;
  icon: TablerIcon;
  /** Who may go there: those of a company, or the vendor. */
  for: 'company' | 'vendor';
}

const ways: readonly Way[] = [
  { to: '/', label: 'Painel', icon: IconGauge, for: 'company' },
  { to: '/documentos', label: 'Contas a receber', icon: IconFileDollar, for: 'company' },
  { to: '/pagadores', label: 'Pagadores', icon: IconUsers, for: 'company' },
  { to: '/importar', label: 'Importar', icon: IconFileImport, for: 'company' },
  { to: '/remessa', label: 'Remessa para Cobrança', icon: IconSend, for: 'company' },
  { to: '/regras', label: 'Regras de envio', icon: IconRobot, for: 'company' },
  { to: '/remessas', label: 'Consulta de remessa', icon: IconListSearch, for: 'company' },
  { to: '/problemas', label: 'Caixa de problemas', icon: IconAlertTriangle, for: 'company' },
  { to: '/retornos', label: 'Retorno de cobrança', icon: IconCashRegister, for: 'company' },
  { to: '/recebimentos', label: 'Recebimentos não identificados', icon: IconQuestionMark, for: 'company' },
  { to: '/divergencias', label: 'Divergências', icon: IconArrowsDiff, for: 'company' },
  { to: '/extrato', label: 'Extrato', icon: IconReceipt, for: 'company' },
  { to: '/contas', label: 'Contas correntes', icon: IconBuildingBank, for: 'company' },
  { to: '/eventos', label: 'Eventos do ERP', icon: IconTimeline, for: 'company' },
  { to: '/webhooks', label: 'Webhooks do ERP', icon: IconWebhook, for: 'company' },
  { to: '/auditoria', label: 'Auditoria', icon: IconHistory, for: 'company' },
  { to: '/chaves', label: 'Chaves de API', icon: IconKey, for: 'vendor' },
];

const reasons = {
  company: 'O fornecedor não vê dados de empresas. Entre com um usuário da empresa.',
  vendor: 'Só o fornecedor do sistema cria chaves. Peça a ele.',
} as const;

export function Navigation() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { session } = useSession();
  const mine = session.role === 'admin' ? 'vendor' : 'company';
  return (
    <ScrollArea>
      {ways.map((way) => {
        const Icon = way.icon;
        const look = { label: way.label, leftSection: <Icon size={18} stroke={1.7} aria-hidden /> };
        if (way.for !== mine) {
          return (
            <Tooltip
              key={way.to}
              label={reasons[way.for]}
              position="right"
              multiline
              maw={260}
              events={{ hover: true, focus: true, touch: true }}
            >
              <NavLink
                component="button"
                {...look}
                aria-disabled
                aria-description={reasons[way.for]}
                c="var(--quiet)"
              />
            </Tooltip>
          );
        }
        const isHere = way.to === '/' ? path === '/' : path === way.to || path.startsWith(`${way.to}/`);
        return (
          <NavLink
            key={way.to}
            {...look}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            renderRoot={(props) => <Link to={way.to} {...props} />}
          />
        );
      })}
    </ScrollArea>
  );
}
