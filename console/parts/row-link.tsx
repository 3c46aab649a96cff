import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props {
  to: LinkProps['to'];
  id: string;
  children: ReactNode;
  /** Said below on a phone, where there is no column for it. */
  below?: ReactNode;
}

/** A row's own name, which opens it. The keyboard opens by Enter on the row, so it is no stop of its own. */
export function RowLink({ to, id, children, below }: Props) {
  return (
    <>
      <Link to={to as '/documentos/$id'} params={{ id }} tabIndex={-1} className="row-link">
        {children}
      </Link>
      {below && <span className="narrow-only quiet">{below}</span>}
    </>
  );
}
