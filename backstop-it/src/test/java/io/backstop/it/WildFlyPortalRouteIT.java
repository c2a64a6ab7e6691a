package io.backstop.it;

import java.net.URI;

/** The same route with the EAR on WildFly. */
class WildFlyPortalRouteIT extends PortalRouteIT {

  WildFlyPortalRouteIT(Stage stage) {
    super(stage);
  }

  @Override
  URI backstop() {
    return stage.wildfly();
  }
}
