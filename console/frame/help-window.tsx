import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';

const keys: readonly [string, string][] = [
  ['F2', 'Novo: documento, remessa, retorno, conta, regra, webhook ou chave, conforme a tela'],
  ['F8', 'Ir para o filtro; sem filtro, para a lista'],
  ['Enter', 'No filtro: filtrar. Na lista: abrir'],
  ['↑ ↓', 'Andar pela lista'],
  ['Espaço', 'Marcar ou desmarcar a linha'],
  ['Shift + ↑ ↓', 'Marcar várias linhas'],
  ['Ctrl + A', 'Na lista: marcar tudo que o filtro encontra'],
  ['Esc', 'Fechar a janela'],
  ['?', 'Esta ajuda'],
];

/** Opens by the question mark from anywhere but a field. */
export function useHelp() {
  const [opened, { open, close }] = useDisclosure(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
  return { opened, open, close };
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
}

export function HelpWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Teclas"
      size="md"
      closeButtonProps={{ 'aria-label': 'Fechar' }}
    >
      <Table verticalSpacing={6} aria-label="Teclas e o que fazem">
        <Table.Tbody>
          {keys.map(([key, does]) => (
            <Table.Tr key={key}>
              <Table.Th w={130}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className="quiet">As horas são de Brasília.</p>
    </Modal>
  );
}
