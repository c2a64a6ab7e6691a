package io.backstop.web.dashboard;

import io.backstop.member.Member;
import io.backstop.web.dashboard.MemberStore.MemberPrincipal;
import io.backstop.web.guard.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Has a typed password judged, within {@link SignInLimits}. Whether the address or the password was
 * wrong is never said.
 */
@ApplicationScoped
public class Passwords {

  @Inject private IdentityStoreHandler stores;
  @Inject private SignInLimits limits;
  @Inject private ClientAddress addresses;

  /**
   * @param member whose password it is
   * @param error the key of what was wrong, or an empty text
   * @param status for the answer that says so
   */
  public record Verdict(Optional<Member> member, String error, int status) {}

  /** The verdict; counts a wrong one. */
  public Verdict judge(
      HttpServletRequest request, HttpServletResponse response, String mail, String password) {
    String address = addresses.of(request);
    if (!limits.admits(mail, address)) {
      response.setHeader("Retry-After", "90");
      return new Verdict(Optional.empty(), "error.too-often", 429);
    }
    // Not SecurityContext.authenticate: to somebody who is signed in already, WildFly's says yes.
    if (stores.validate(new UsernamePasswordCredential(mail, password)).getCallerPrincipal()
        instanceof MemberPrincipal principal) {
      limits.forgive(mail, address);
      return new Verdict(Optional.of(principal.member()), "", 200);
    }
    return new Verdict(Optional.empty(), "error.sign-in", 422);
  }
}
