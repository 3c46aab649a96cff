/** What all parts of the desk need: the control API, and how things are written. */
export const element = (id) => document.getElementById(id);

const reais = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });

export const money = (amount) => reais.format(amount);

export const brazilianDate = (day) => day.split('-').reverse().join('/');

/** An element with a text or with other elements in it. */
export function made(name, ...content) {
  const node = document.createElement(name);
  node.append(...content);
  return node;
}

/** Calls the control API. Throws with its words when it refuses. */
export async function control(method, path, body) {
  const answer = await fetch(`/control${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

/** Does something for a person, tells what went wrong, and shows how things are then. */
export async function act(work, refresh) {
  element('message').textContent = '';
  try {
    await work();
  } catch (error) {
    element('message').textContent = `Não deu certo: ${error.message}`;
  }
  await refresh();
}
