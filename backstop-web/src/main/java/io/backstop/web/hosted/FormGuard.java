package io.backstop.web.hosted;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Tells a form that the link's own page sent from one that another site made up. There is no
 * session to tie a form to, so each carries the key of its link, which only who has read the page
 * knows; and what the browser itself says about the sender must not contradict.
 *
 * <p>Under {@code Referrer-Policy: no-referrer} Chromium sends our own forms with {@code Origin:
 * null}: that is taken as long as {@code Sec-Fetch-Site} vouches for it.
 *
 * @param fetchSite the header {@code Sec-Fetch-Site}, or {@code null}
 * @param origin the header {@code Origin}, or {@code null}
 * @param host the authority that the page was served from
 * @param key the form's key, or {@code null}
 */
record FormGuard(String fetchSite, String origin, String host, String key) {

  /** Whether the form comes from the page whose key is {@code formKey}. */
  boolean admits(String formKey) {
    return siteIsOurs() && originIsOurs() && keyIs(formKey);
  }

  private boolean siteIsOurs() {
    return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
  }

  private boolean originIsOurs() {
    if (origin == null) {
      return true;
    }
    return origin.equals("null")
        ? "same-origin".equals(fetchSite)
        : Origins.isServedFrom(origin, host);
  }

  private boolean keyIs(String formKey) {
    return key != null
        && MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8), formKey.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "FormGuard[…]";
  }
}
