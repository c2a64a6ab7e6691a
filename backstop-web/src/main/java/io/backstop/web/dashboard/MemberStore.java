package io.backstop.web.dashboard;

import io.backstop.member.Member;
import io.backstop.member.SignIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** The members, as Jakarta Security asks for them. */
@ApplicationScoped
public class MemberStore implements IdentityStore {

  private final SignIn members;

  /** For CDI's proxy only. */
  MemberStore() {
    this(null);
  }

  @Inject
  MemberStore(SignIn members) {
    this.members = members;
  }

  /** A member by name of his id. */
  static final class MemberPrincipal extends CallerPrincipal {

    private final Member member;

    MemberPrincipal(Member member) {
      super(member.id());
      this.member = member;
    }

    Member member() {
      return member;
    }
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential typed) {
      return members
          .check(typed.getCaller(), typed.getPasswordAsString())
          .map(member -> new CredentialValidationResult(new MemberPrincipal(member)))
          .orElse(CredentialValidationResult.INVALID_RESULT);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
