import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from './problem.ts';

/**
 * A wish of the clerk: done once, however often the button is pressed. While the first is under way a second is not
 * sent; and what got no answer is repeated under the same key, so the API does it once. Lists are read again after it.
 */
export function useWish<Input, Answer>(
  send: (input: Input, idempotencyKey: string) => Promise<Answer>,
  options: { onDone?: (answer: Answer, input: Input) => void } = {},
): UseMutationResult<Answer, Error, Input> & { wish: (input: Input) => void } {
  const queries = useQueryClient();
  const key = useRef<{ of: string; key: string } | null>(null);
  const underWay = useRef(false);
  const mutation = useMutation<Answer, Error, Input>({
    mutationFn: (input) => {
      const of = JSON.stringify(input);
      if (key.current?.of !== of) key.current = { of, key: crypto.randomUUID() };
      return send(input, key.current.key);
    },
    onSuccess: (answer, input) => {
      key.current = null;
      void queries.invalidateQueries();
      options.onDone?.(answer, input);
    },
    onError: (error) => {
      // A refusal is an answer: what is sent next is another wish. Without an answer it stays the same one.
      if (error instanceof ApiProblem && error.status < 500) key.current = null;
    },
    onSettled: () => {
      underWay.current = false;
    },
  });
  const wish = (input: Input) => {
    if (underWay.current) return;
    underWay.current = true;
    mutation.mutate(input);
  };
  return { ...mutation, wish };
}
