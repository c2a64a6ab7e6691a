package io.backstop.it;

import java.net.URI;

/** The same route with the EAR on WildFly. */
class WildFlyWallRouteIT extends WallRouteIT {

  WildFlyWallRouteIT(Stage stage) {
    super(stage);
  }

  @Override
  URI backstop() {
    return stage.wildfly();
  }
}
