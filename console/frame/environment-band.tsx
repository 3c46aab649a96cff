import { useLocalStorage } from '@mantine/hooks';
import { IconFlask } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useAccounts } from '../client/accounts.ts';
import { SimulatorButton } from '../simulator/simulator-button.tsx';

/** Whether some account of the company is of the environment Homologação; until that is read, what it was last time. */
export function useIsSandbox(): boolean {
  const { data } = useAccounts();
  const [last, remember] = useLocalStorage({
    key: 'environment.sandbox',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const isSandbox = data?.some((account) => account.environment === 'sandbox' && !account.disabledAt);
  useEffect(() => {
    if (isSandbox !== undefined) remember(isSandbox);
  }, [isSandbox, remember]);
  return isSandbox ?? last;
}

/** Never to be taken for Produção: a band above everything while an account is in Homologação. */
export function EnvironmentBand() {
  const { data = [] } = useAccounts();
  if (!useIsSandbox()) return null;
  const isMixed = data.some((account) => account.environment === 'production');
  return (
    <div className="band">
      <span role="status">
        <IconFlask size={17} aria-hidden />
        <span>Homologação</span>
        <span className="wide-only" style={{ fontWeight: 400 }}>
          {isMixed
            ? 'Há contas de teste e contas de Produção: confira a conta antes de enviar.'
            : 'Ambiente de testes: nenhuma cobrança é de verdade.'}
        </span>
      </span>
      <SimulatorButton />
    </div>
  );
}
