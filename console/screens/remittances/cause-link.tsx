import { Link } from '@tanstack/react-router';
import type { ProblemCause } from '../../client/api.ts';
import { readDivergenceSearch } from '../divergences/divergence-search.ts';
import { readDocumentSearch } from '../documents/document-search.ts';
import { readReceiptSearch } from '../receipts/receipt-search.ts';
import { readRemittanceSearch } from './remittance-search.ts';

interface Props {
  cause: ProblemCause;
  /** Narrows documents to those of the remittance whose causes these are. */
  remittanceId: string | undefined;
}

/** The way to all that a cause counts: the API names the list, the console has a screen for each. */
export function CauseLink({ cause, remittanceId }: Props) {
  const [path = '', query] = cause.link.split('?');
  const asked = Object.fromEntries(new URLSearchParams(query));
  const id = path.split('/')[3] ?? '';
  switch (cause.of) {
    case 'documents':
      return path.startsWith('/v1/remittances/') ? (
        <Link
          to="/remessas/$id"
          params={{ id }}
          search={readRemittanceSearch({ resultado: asked.outcome, codigo: asked.code })}
        >
          Ver os documentos
        </Link>
      ) : (
        <Link
          to="/documentos"
          search={{ ...readDocumentSearch(asked), ...(remittanceId && { remittanceId }) }}
        >
          Ver os documentos
        </Link>
      );
    case 'accounts':
      return id ? (
        <Link to="/contas/$id" params={{ id }}>
          Ver a conta
        </Link>
      ) : (
        <Link to="/contas">Ver as contas</Link>
      );
    case 'divergences':
      return (
        <Link
          to="/divergencias"
          search={readDivergenceSearch({ campo: asked.field, conta: asked.accountId })}
        >
          Ver as divergências
        </Link>
      );
    case 'receipts':
      return (
        <Link to="/recebimentos" search={readReceiptSearch({ conta: asked.accountId })}>
          Ver os recebimentos
        </Link>
      );
    case 'messages':
      return <Link to="/mensagens">Ver as mensagens</Link>;
    case 'endpoints':
      return <Link to="/webhooks">Ver os webhooks</Link>;
  }
}
