package io.backstop.web.hosted;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** For surfaces whose links are minted before their pages are built: says so, and leads back. */
abstract class NotYetPage extends HostedPage {

  private static final long serialVersionUID = 1L;

  @Override
  protected void show(HostedCall call) throws ServletException, IOException {
    Wording words = call.words();
    call.show(
        new UnavailableView(words.say("not-yet.title"), words.say("not-yet.text")),
        Optional.empty());
  }

  @Override
  protected void act(HostedCall call) {
    call.seeAgain();
  }

  @Override
  protected boolean actAgain(HostedCall call) {
    return false;
  }
}
