package io.backstop.it;

import java.net.URI;

/** The route with the WAR on Payara Micro. The steps are in {@link CancelRoute}. */
class CancelRouteIT extends CancelRoute {

  CancelRouteIT(Stage stage) {
    super(stage);
  }

  @Override
  URI backstop() {
    return stage.backstop();
  }
}
