import { Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ErrorNote } from './error-note.tsx';

interface Props {
  title: string;
  children: ReactNode;
  onClose: () => void;
  onSubmit: () => void;
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  /** Of what cannot be taken back. */
  isDangerous?: boolean;
  size?: string;
}

/** A form above the page: Enter sends, Esc closes, a refusal is said inside and loses nothing that was typed. */
export function FormWindow(props: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A window drawn inside of another form is that form's child for React.
    event.stopPropagation();
    props.onSubmit();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': 'Fechar' }}
    >
      <form onSubmit={submit}>
        {props.children}
        {props.error !== null && props.error !== undefined && <ErrorNote error={props.error} />}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Voltar
          </Button>
          <Button type="submit" loading={props.isBusy} color={props.isDangerous ? 'red.8' : undefined}>
            {props.submitLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
