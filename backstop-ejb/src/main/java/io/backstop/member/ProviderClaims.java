package io.backstop.member;

import java.util.Optional;
import java.util.Set;

/**
 * What an OpenID Connect provider has said of somebody, in a token that was checked.
 *
 * @param subject his name there, which never changes
 * @param mail only where the provider says that it has verified it
 * @param groups as the provider names them
 */
public record ProviderClaims(
    String issuer, String subject, Optional<MailAddress> mail, Set<String> groups) {

  /** Without what is personal. */
  @Override
  public String toString() {
    return "ProviderClaims[" + issuer + "]";
  }
}
