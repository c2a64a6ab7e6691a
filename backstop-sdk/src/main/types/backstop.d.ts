/**
 * Types of embed.js.
 *
 * With the script, `Backstop` is a global: add `/// <reference path="backstop.d.ts" />`, or list
 * this file in tsconfig's `files`. With the module:
 *
 *     import { Backstop } from 'https://billing.example.com/embed/v1/embed.mjs';
 *
 * A module that has been bundled with your own code no longer knows where it came from: call
 * `Backstop.configure({ host })` once.
 *
 * Calls before embed.js has loaded go through the stub (embed/v1/stub.js, a few hundred bytes to
 * paste inline). It offers the same functions, and they return the same promises.
 */

/** How a visit ended. */
export type Outcome = 'saved' | 'cancelled' | 'updated' | 'dismissed' | 'current';

export interface Result<O extends Outcome = Outcome> {
  readonly outcome: O;
  /** The cancel session, `cs_…`; null where there is none or it is not known. */
  readonly session: string | null;
}

/** Why a flow could not run: the answer's `error.type`, or one of the SDK's own. */
export type ErrorType =
  | 'malformed_request'
  | 'invalid_field'
  | 'return_url_not_allowed'
  | 'signature_required'
  | 'signature_invalid'
  | 'timestamp_out_of_window'
  | 'origin_not_allowed'
  | 'workspace_unavailable'
  | 'workspace_not_found'
  | 'customer_not_found'
  | 'subscription_not_found'
  | 'not_found'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'bundle_already_used'
  | 'subscription_not_cancelable'
  | 'rate_limit_exceeded'
  | 'billing_unavailable'
  | 'temporarily_unavailable'
  /** The host gave no answer that can be read, or none in time. */
  | 'network_error'
  /** The host's answer leads to an address that is neither https nor the host itself. */
  | 'invalid_response'
  /** Another visit is open; it stays open. */
  | 'already_open';

export interface BackstopError extends Error {
  /** New types may appear: keep a default branch. */
  readonly type: ErrorType | (string & {});
}

/** What all openers take. Members that are inherited, not own, are not seen. */
export interface Options {
  /** The workspace's public name, for example `acme`. */
  workspace: string;
  /** The Stripe customer, `cus_…`. */
  customer: string;
  /**
   * Epoch seconds, ten digits, as your server signed them. Goes with `signature`: give both or
   * neither.
   */
  timestamp?: number | string;
  /** HMAC-SHA256 over the bundle, 64 lowercase hex digits, made on your server. */
  signature?: string;
  /** Always last, after the outcome's own callback. */
  onClose?(result: Result<'saved' | 'cancelled' | 'updated' | 'dismissed'>): void;
  /**
   * The flow could not run; nothing is on the screen. With this callback the promise's rejection
   * counts as handled.
   */
  onError?(error: BackstopError): void;
  /** An http or https address to send the customer to after an error, so that nobody is stuck. */
  fallbackUrl?: string;
}

export interface CancelOptions extends Options {
  /** The Stripe subscription, `sub_…`. */
  subscription: string;
  onSaved?(result: Result<'saved'>): void;
  onCancelled?(result: Result<'cancelled'>): void;
  onUpdated?(result: Result<'updated'>): void;
}

export interface PortalOptions extends Options {
  onSaved?(result: Result<'saved'>): void;
  onCancelled?(result: Result<'cancelled'>): void;
  onUpdated?(result: Result<'updated'>): void;
}

export interface PaymentWallOptions extends Options {
  onUpdated?(result: Result<'updated'>): void;
  onSaved?(result: Result<'saved'>): void;
  onCancelled?(result: Result<'cancelled'>): void;
  /** Nothing is owed; nothing was shown. */
  onCurrent?(result: Result<'current'>): void;
  /** true: Escape, the backdrop and a button close the wall. Default false: only the page does. */
  dismissible?: boolean;
}

export interface Configuration {
  /** Where Backstop is; default: where the script came from, or its `data-backstop-host`. */
  host?: string;
  /** Milliseconds that the host, and then the frame, may take. Default 10000. */
  readyTimeout?: number;
}

/**
 * One visit is open at a time. The same call again (a double click) returns the first call's
 * promise; another one is refused with `already_open`.
 *
 * Where a call brings no callback at all, the page is reloaded when the visit has ended, except
 * for `current` and errors. When the frame does not come to life, the browser goes to the flow at
 * top level and the promise stays pending while the page is left.
 */
export interface Backstop {
  readonly version: string;
  configure(configuration: Configuration): void;
  cancel(options: CancelOptions): Promise<Result<'saved' | 'cancelled' | 'updated' | 'dismissed'>>;
  portal(options: PortalOptions): Promise<Result<'saved' | 'cancelled' | 'updated' | 'dismissed'>>;
  paymentWall(options: PaymentWallOptions): Promise<Result>;
}

export declare const Backstop: Backstop;
export default Backstop;

declare global {
  interface Window {
    Backstop: Backstop;
  }
  /** The script's global. */
  var Backstop: Backstop;
}
