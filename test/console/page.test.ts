import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countBytes } from '../../dev/console/count-bytes.ts';
import { product } from '../environment/leased-product.ts';
import { openBrowser, seatClerk } from './clerk.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

describe('the page', () => {
  it('is served by the API with a policy that lets no inline script run, and has none', async () => {
    const response = await fetch(`${product.apiUrl}/console/documentos`);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("frame-ancestors 'none'");
    const html = await response.text();
    expect(html.match(/<script(?![^>]*\ssrc=)/g)).toBeNull();
    expect(html).not.toMatch(/\son\w+=/);
  });

  it('weighs less than 330 KB when somebody signs in and the Painel is there, with all that it asks of the API', async () => {
    const { company, leave } = await seatClerk(browser);
    await leave();
    const page = await browser.newPage();
    const bytes = await countBytes(page);
    await page.goto(`${product.apiUrl}/console/`);
    await page.getByRole('textbox', { name: 'Usuário' }).fill(company.login);
    await page.getByRole('textbox', { name: 'Senha' }).fill(company.password);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Saúde' }).getByRole('meter').waitFor();
    expect(bytes()).toBeGreaterThan(50_000);
    expect(bytes()).toBeLessThan(330_000);
    await page.close();
  });

  it('answers an address of a part that is not there with 404, not with the page', async () => {
    expect((await fetch(`${product.apiUrl}/console/assets/nothing.js`)).status).toBe(404);
    expect((await fetch(`${product.apiUrl}/console/..%2f..%2fpackage.json`)).status).not.toBe(500);
    const text = await (await fetch(`${product.apiUrl}/console/%2e%2e/package.json`)).text();
    expect(text).not.toContain('"dependencies"');
  });
});
