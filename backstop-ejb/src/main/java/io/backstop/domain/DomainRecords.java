package io.backstop.domain;

/**
 * What the merchant has to put into DNS.
 *
 * @param target what the host's CNAME points to
 * @param proof the text of the TXT record at {@link HostName#proofName}
 */
public record DomainRecords(HostName host, String target, String proof) {

  /** A proof is no secret, but it says more in a log than it should. */
  @Override
  public String toString() {
    return "DomainRecords[" + host + "]";
  }
}
