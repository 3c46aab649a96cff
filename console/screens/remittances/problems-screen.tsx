import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { ListFiles } from '../../list/list-files.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { CauseList } from './cause-list.tsx';

/** Caixa de problemas: everything that waits for a person, by cause. */
export function ProblemsScreen() {
  useFunctionKeys({ f8: () => goToFilter(null) });
  const causes = useQuery({
    queryKey: ['problems', undefined],
    queryFn: async () => (await ask(api.GET('/v1/problems', { params: { query: {} } }))).data,
    refetchInterval: 5_000,
  });
  return (
    <Page
      title="Caixa de problemas"
      about="O que espera por uma pessoa, por causa, a maior primeiro."
      actions={<ListFiles of="/v1/problems" />}
    >
      {causes.data?.length === 0 ? (
        <div className="sheet">
          <Empty title="Nenhum problema">
            Quando o Asaas recusar um documento, a causa e a correção aparecem aqui.
          </Empty>
        </div>
      ) : (
        <CauseList of={{}} />
      )}
    </Page>
  );
}
