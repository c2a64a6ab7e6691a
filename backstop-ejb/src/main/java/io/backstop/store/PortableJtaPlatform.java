package io.backstop.store;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import javax.naming.NamingException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/**
 * Finds the transaction manager on WildFly and on Payara by the names each binds it to, so that one
 * archive runs on both. Hibernate's own platforms know one server each.
 */
public class PortableJtaPlatform extends AbstractJtaPlatform {

  private static final long serialVersionUID = 1L;

  @Override
  protected TransactionManager locateTransactionManager() {
    return (TransactionManager)
        lookup("java:jboss/TransactionManager", "java:appserver/TransactionManager");
  }

  @Override
  protected UserTransaction locateUserTransaction() {
    return (UserTransaction) lookup("java:jboss/UserTransaction", "java:comp/UserTransaction");
  }

  private static Object lookup(String wildfly, String payara) {
    try {
      return Names.firstOf(wildfly, payara);
    } catch (NamingException absent) {
      throw new IllegalStateException("no transaction manager: not a Jakarta EE server", absent);
    }
  }
}
