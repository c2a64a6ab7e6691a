package io.backstop.member;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Compares passwords. It takes as long for an address that nobody has as for one that somebody has.
 * Comparing costs a core some 200 ms, so that few do it at a time and the rest wait: customers come
 * first. Thread safe; no transaction.
 */
@ApplicationScoped
public class SignIn {

  /** As many characters as are taken; more would be work for nothing. */
  public static final int LONGEST_PASSWORD = 200;

  /** NIST SP 800-63B asks for 8 at least; whoever holds keys to customers may be asked for more. */
  public static final int SHORTEST_PASSWORD = 12;

  private static final int AT_A_TIME = 2;
  private static final int PATIENCE_SECONDS = 5;

  private final MemberTable members;
  private final Semaphore turn = new Semaphore(AT_A_TIME);

  /** For CDI's proxy only. */
  SignIn() {
    this(null);
  }

  @Inject
  SignIn(MemberTable members) {
    this.members = members;
  }

  /** Whether it may become somebody's password. */
  public static boolean isStrongEnough(String password) {
    return password != null
        && password.length() >= SHORTEST_PASSWORD
        && password.length() <= LONGEST_PASSWORD;
  }

  /**
   * The member of this address, if the password is his.
   *
   * @throws Refusal TEMPORARILY_UNAVAILABLE when too many are waiting
   */
  public Optional<Member> check(String mail, String password) {
    if (password == null || password.length() > LONGEST_PASSWORD) {
      return Optional.empty();
    }
    Optional<MemberTable.Known> known = MailAddress.of(mail).flatMap(members::find);
    String stored = known.flatMap(MemberTable.Known::password).orElse(PasswordHash.NOBODYS);
    boolean fits = inTurn(password, stored);
    return known.filter(member -> fits).map(MemberTable.Known::member);
  }

  private boolean inTurn(String password, String stored) {
    try {
      if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "too many sign in at once");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "the server is stopping", stopped);
    }
    try {
      return PasswordHash.fits(password, stored);
    } finally {
      turn.release();
    }
  }
}
