/** An OpenID Connect provider for tests, here and in those that run against servers. */
package io.backstop.oidc;
