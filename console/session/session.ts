import { createContext, useContext } from 'react';
import type { Session } from '../client/api.ts';

export interface SessionHandle {
  session: Session;
  /** In this browser, or wherever she is signed in. */
  signOut: (where: 'here' | 'everywhere') => void;
}

export const SessionContext = createContext<SessionHandle | null>(null);

/** Who is signed in. Only below the gate, where somebody always is. */
export function useSession(): SessionHandle {
  const handle = useContext(SessionContext);
  if (!handle) throw new Error('There is no session outside of the gate');
  return handle;
}

/** Why whoever is signed in may not change anything here, or undefined when she may. */
export function useWriteReason(): string | undefined {
  const { session } = useSession();
  if (session.role === 'viewer')
    return 'Seu acesso é só de consulta. Peça a quem administra o papel de operador.';
  if (session.role === 'admin') return 'Você entrou como fornecedor. Entre com um usuário da empresa.';
  return undefined;
}

/** Why whoever is signed in may not enter documents. */
export function useEntryReason(): string | undefined {
  const { session } = useSession();
  const reason = useWriteReason();
  if (reason) return reason;
  if (session.role === 'operator')
    return 'Documentos chegam pelo ERP; seu papel não permite incluí-los aqui.';
  return undefined;
}
