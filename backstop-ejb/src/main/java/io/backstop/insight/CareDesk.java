package io.backstop.insight;

import io.backstop.inbox.Inbox;
import io.backstop.kernel.CustomerId;
import io.backstop.link.LinkGate;
import io.backstop.member.AuditLog;
import io.backstop.member.Seat;
import io.backstop.member.SettingsDesk;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/**
 * What staff do about customers, each in one transaction with its line in the audit log. Rights are
 * the caller's to check.
 */
@Stateless
public class CareDesk {

  private final LinkGate gate;
  private final Inbox inbox;
  private final SettingsDesk settings;
  private final AuditLog audit;

  /** For the container's proxy. */
  public CareDesk() {
    this(null, null, null, null);
  }

  @Inject
  public CareDesk(LinkGate gate, Inbox inbox, SettingsDesk settings, AuditLog audit) {
    this.gate = gate;
    this.inbox = inbox;
    this.settings = settings;
    this.audit = audit;
  }

  /**
   * Lets nobody in any more by a portal link of that customer; the next call for one makes a new
   * one.
   *
   * @return how many links were live
   */
  public int revokeLinks(Seat by, CustomerId customer) {
    int revoked = gate.revoke(by.workspace(), customer);
    audit.write(by, "links.revoked", customer.value() + " (" + revoked + ")");
    return revoked;
  }

  /** As {@link #revokeLinks}, for every customer of the workspace. */
  public int revokeAllLinks(Seat by) {
    int revoked = gate.revokeAll(by.workspace());
    audit.write(by, "links.all.revoked", "(" + revoked + ")");
    return revoked;
  }

  /**
   * Replaces the embed secret as {@link SettingsDesk#rotate} does, and ends every portal link with
   * it. Either both happen or nothing: a form that has replaced the secret cannot be sent again for
   * the links.
   *
   * @return whether that was done
   */
  public boolean replaceSecret(Seat by, String turn) {
    boolean done = settings.rotate(by, turn);
    if (done) {
      revokeAllLinks(by);
    }
    return done;
  }

  /**
   * Has the customer read from Stripe again, by whichever node is free; {@link Inbox#hurry} once
   * this has committed.
   *
   * @return whether the mirror knows him
   */
  public boolean readAnew(Seat by, CustomerId customer) {
    boolean known = inbox.askFor(by.workspace(), customer);
    if (known) {
      audit.write(by, "customer.read.anew", customer.value());
    }
    return known;
  }

  /**
   * Notes that rows are about to leave.
   *
   * @param what {@code sessions} or {@code campaigns}
   * @param which the filter, in words
   */
  public void noteExport(Seat by, String what, String which) {
    audit.write(by, what + ".exported", which);
  }
}
