// Each line under an "expect-error" has to be refused by the compiler; an unused one is an error.
const bundle = { workspace: 'acme', customer: 'cus_demo_ada' };

// @ts-expect-error a cancel flow needs its subscription
void Backstop.cancel(bundle);
// @ts-expect-error the customer is required
void Backstop.portal({ workspace: 'acme' });
// @ts-expect-error the portal has no subscription
void Backstop.portal({ ...bundle, subscription: 'sub_demo_ada' });
// @ts-expect-error only the wall can be hard
void Backstop.cancel({ ...bundle, subscription: 'sub_demo_ada', dismissible: false });
// @ts-expect-error only the wall can be current
void Backstop.portal({ ...bundle, onCurrent: () => {} });
// @ts-expect-error one l in American spelling
void Backstop.cancel({ ...bundle, subscription: 'sub_demo_ada', onCanceled: () => {} });
// @ts-expect-error a Date is no timestamp
void Backstop.portal({ ...bundle, timestamp: new Date() });
// @ts-expect-error a host is text
Backstop.configure({ host: new URL('https://billing.example.com') });
// @ts-expect-error the version is read-only
Backstop.version = '2';
void Backstop.paymentWall(bundle).then((result) => {
  // @ts-expect-error an error is a rejection, not an outcome
  return result.outcome === 'error';
});
export {};
