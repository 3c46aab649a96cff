import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

test('a customer has the keys of a captured answer, in their order', async () => {
  const account = await simulator.account();
  const { status, body } = await account.post('/customers', {
    name: 'Padaria Pão Quente',
    cpfCnpj: '19.540.550/0001-21',
    email: 'padaria@exemplo.com.br',
    mobilePhone: '(47) 99912-3456',
    postalCode: '89223-005',
  });
  expect(status).toBe(200);
  expect(body.id).toMatch(/^cus_\d{12}$/);
  expect(body).toMatchObject({
    cpfCnpj: '19540550000121',
    personType: 'JURIDICA',
    mobilePhone: '47999123456',
  });
  expect(Object.keys(body).join()).toBe(
    'object,id,dateCreated,name,email,company,phone,mobilePhone,address,addressNumber,complement,province,postalCode,' +
      'cpfCnpj,personType,deleted,additionalEmails,externalReference,notificationDisabled,observations,' +
      'municipalInscription,stateInscription,canDelete,cannotBeDeletedReason,canEdit,cannotEditReason,city,cityName,' +
      'state,country,foreignCustomer',
  );
});

test.each([
  [{ cpfCnpj: '24971563792' }, 'invalid_name'],
  [{ name: 'Ana', cpfCnpj: '12345678900' }, 'invalid_object'],
  [{ name: 'Ana', cpfCnpj: '24971563792', mobilePhone: '47999999999' }, 'invalid_mobilePhone'],
  [{ name: 'Ana', cpfCnpj: '24971563792', email: 'ana' }, 'invalid_email'],
  [{ name: 'Ana', cpfCnpj: '24971563792', postalCode: '123' }, 'invalid_postalCode'],
])('%j is refused as %s', async (fields, code) => {
  const account = await simulator.account();
  const answer = await account.post('/customers', fields);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toHaveLength(1);
  expect(answer.body.errors[0].code).toBe(code);
});

test('an alphanumeric CNPJ is accepted and upper-cased', async () => {
  const account = await simulator.account();
  const { body } = await account.post('/customers', { name: 'Nova', cpfCnpj: '12.abc.345/01de-35' });
  expect(body.cpfCnpj).toBe('12ABC34501DE35');
});

test('the same document may come twice, and a list by document finds both', async () => {
  const account = await simulator.account();
  const ids = [await account.customer(), await account.customer()];
  const { data } = (await account.get('/customers?cpfCnpj=24971563792')).body;
  expect(data.map((customer: { id: string }) => customer.id)).toEqual(ids.reverse());
  expect((await account.get('/customers?cpfCnpj=19540550000121')).body.data).toEqual([]);
});

test('an update changes what it names and nothing else', async () => {
  const account = await simulator.account();
  const { body: before } = await account.post('/customers', {
    name: 'Ana',
    cpfCnpj: '24971563792',
    phone: '4730001000',
    externalReference: 'erp-1',
  });
  const { body: after } = await account.put(`/customers/${before.id}`, { address: 'Rua A' });
  expect(after).toEqual({ ...before, address: 'Rua A' });
  expect((await account.get('/customers?externalReference=erp-1')).body.data).toEqual([after]);
});

test('a removed customer leaves the list, takes no charges, and can be restored', async () => {
  const account = await simulator.account();
  const id = await account.customer();
  expect((await account.delete(`/customers/${id}`)).body).toEqual({ deleted: true, id });
  expect((await account.get('/customers')).body.data).toEqual([]);
  expect((await account.get(`/customers/${id}`)).body.deleted).toBe(true);
  await expect(account.charge({ customer: id })).rejects.toThrow('invalid_customer');
  expect((await account.post(`/customers/${id}/restore`)).body.deleted).toBe(false);
  await account.charge({ customer: id });
});
