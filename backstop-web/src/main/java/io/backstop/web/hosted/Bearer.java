package io.backstop.web.hosted;

import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace.BrandSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Whom a page is shown to, as far as its frame needs to know.
 *
 * @param surface in the wire's word
 * @param session the public id of the visit; an empty text on a sample
 * @param openers the origins that the page may talk to when it stands in a frame
 * @param formKey what forms carry; an empty text on a sample, whose forms lead nowhere
 * @param cameFrom the hosted page that this one was opened from
 * @param sample whether nobody is there: what is shown is made up, and nothing can be pressed
 */
record Bearer(
    BrandSettings brand,
    String surface,
    String session,
    List<String> openers,
    String formKey,
    Optional<URI> cameFrom,
    boolean sample) {

  /** Who came by a link. */
  static Bearer of(FlowPass pass) {
    return new Bearer(
        pass.workspace().brand(),
        pass.surface().wireName(),
        pass.session().value(),
        ContentPolicy.openers(pass),
        pass.formKey(),
        pass.cameFrom(),
        false);
  }

  /** Nobody. */
  static Bearer ofSample(BrandSettings brand, String surface) {
    return new Bearer(brand, surface, "", List.of(), "", Optional.empty(), true);
  }

  @Override
  public String toString() {
    return "Bearer[…]";
  }
}
