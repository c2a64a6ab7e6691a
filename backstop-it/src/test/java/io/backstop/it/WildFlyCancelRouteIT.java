package io.backstop.it;

import java.net.URI;

/** The same route with the EAR on WildFly. */
class WildFlyCancelRouteIT extends CancelRoute {

  WildFlyCancelRouteIT(Stage stage) {
    super(stage);
  }

  @Override
  URI backstop() {
    return stage.wildfly();
  }
}
