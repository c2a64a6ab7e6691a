import { Backstop as module } from '../../main/types/backstop';
import type { BackstopError, Outcome, Result } from '../../main/types/backstop';

const bundle = {
  workspace: 'acme',
  customer: 'cus_demo_ada',
  timestamp: 1795435200,
  signature: 'a'.repeat(64),
};

Backstop.configure({ host: 'https://billing.example.com', readyTimeout: 5000 });
window.Backstop.configure({});
const version: string = module.version;

const cancelled: Promise<Result> = Backstop.cancel({
  ...bundle,
  subscription: 'sub_demo_ada',
  onSaved: (result) => result.outcome === 'saved',
  onCancelled: ({ session }) => session?.startsWith('cs_'),
  onClose: (result: Result) => console.log(result.outcome),
  onError: (error: BackstopError) => console.log(error.type, error.message),
  fallbackUrl: 'https://app.example.com/billing',
});

void Backstop.portal({ workspace: 'acme', customer: 'cus_demo_ada' });
void module.portal({ ...bundle, timestamp: '1795435200', onUpdated: () => {} });
void Backstop.paymentWall({ ...bundle, dismissible: true, onCurrent: () => {} }).then(
  ({ outcome }) => {
    const all: Outcome = outcome;
    return all === 'current';
  },
);
Backstop.cancel({ ...bundle, subscription: 'sub_demo_ada' }).catch((error: BackstopError) => {
  switch (error.type) {
    case 'signature_invalid':
      return 'known';
    case 'a_type_of_tomorrow':
      return 'unknown';
  }
});
export { cancelled, version };
