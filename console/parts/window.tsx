import { Button, Group, Modal, type ModalProps } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ErrorNote } from './error-note.tsx';
import { useFocusBack } from './use-focus-back.ts';

/** A window above the page, drawn only while it is open. Esc closes it, and the focus is where it was. */
export function Window(props: Omit<ModalProps, 'opened'>) {
  useFocusBack();
  return <Modal opened closeButtonProps={{ 'aria-label': 'Fechar' }} {...props} />;
}

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
    <Window onClose={props.onClose} title={props.title} size={props.size ?? 'md'}>
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
    </Window>
  );
}
