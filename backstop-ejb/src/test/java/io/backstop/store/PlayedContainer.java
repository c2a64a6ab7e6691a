package io.backstop.store;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.hibernate.Session;

/**
 * Plays the part of the container that the rules of transactions need: a bean from {@link #bean}
 * has each public method run as its {@link TransactionAttribute} says (REQUIRED where it says
 * nothing), and its {@link PersistenceContext} is that of the running transaction. A runtime
 * exception rolls back.
 */
public final class PlayedContainer {

  private final EntityManagerFactory factory;

  /** Innermost first; {@link #NONE} stands for a suspended transaction. */
  private final ThreadLocal<Deque<Object>> running = ThreadLocal.withInitial(ArrayDeque::new);

  private static final Object NONE = new Object();

  public PlayedContainer(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /** {@code target} with its persistence context, and with {@code more} where a type fits. */
  public <T> T injected(T target, Object... more) {
    try {
      for (Field field : target.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        if (field.isAnnotationPresent(PersistenceContext.class)) {
          field.set(target, entityManager());
        }
        for (Object each : more) {
          if (field.isAnnotationPresent(Inject.class) && field.getType().isInstance(each)) {
            field.set(target, each);
          }
        }
      }
      return target;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code target} as other beans get to see it. */
  public <T> T bean(Class<T> type, T target) {
    try {
      Class<? extends T> proxy =
          new ByteBuddy(ClassFileVersion.JAVA_V17)
              .subclass(type)
              .method(
                  ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))
                      .and(ElementMatchers.not(ElementMatchers.isPrivate())))
              .intercept(
                  InvocationHandlerAdapter.of(
                      (self, method, arguments) ->
                          in(attribute(type, method), () -> invoke(target, method, arguments))))
              .make()
              .load(
                  type.getClassLoader(),
                  ClassLoadingStrategy.UsingLookup.of(
                      java.lang.invoke.MethodHandles.privateLookupIn(
                          type, java.lang.invoke.MethodHandles.lookup())))
              .getLoaded();
      return proxy.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs {@code work} in a transaction of its own. */
  public void transaction(Runnable work) {
    in(
        TransactionAttributeType.REQUIRES_NEW,
        () -> {
          work.run();
          return null;
        });
  }

  /** Whether the calling thread is inside a transaction. */
  public boolean isInTransaction() {
    Object top = running.get().peek();
    return top != null && top != NONE;
  }

  /** An entity manager that is always that of the running transaction. */
  public EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              if (isInTransaction()) {
                return invoke(running.get().peek(), method, arguments);
              }
              EntityManager single = factory.createEntityManager();
              return invoke(single, method, arguments);
            });
  }

  /**
   * A data source as the server's: inside a transaction its connections are that transaction's.
   *
   * @param outside where connections come from outside of one
   */
  public DataSource dataSource(DataSource outside) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") && isInTransaction()
                    ? unclosable((EntityManager) running.get().peek())
                    : invoke(outside, method, arguments));
  }

  private static Connection unclosable(EntityManager transaction) {
    Connection connection = transaction.unwrap(Session.class).doReturningWork(c -> c);
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : invoke(connection, method, arguments));
  }

  private <T> T in(TransactionAttributeType attribute, Callable<T> work) throws RuntimeException {
    boolean inside = isInTransaction();
    return switch (attribute) {
      case REQUIRES_NEW -> begun(work);
      case REQUIRED -> inside ? call(work) : begun(work);
      case MANDATORY -> {
        if (!inside) {
          throw new IllegalStateException("a transaction is mandatory here");
        }
        yield call(work);
      }
      case NOT_SUPPORTED -> suspended(work);
      case NEVER -> {
        if (inside) {
          throw new IllegalStateException("no transaction may be running here");
        }
        yield call(work);
      }
      case SUPPORTS -> call(work);
    };
  }

  private <T> T begun(Callable<T> work) {
    try (EntityManager manager = factory.createEntityManager()) {
      running.get().push(manager);
      manager.getTransaction().begin();
      try {
        T result = call(work);
        manager.getTransaction().commit();
        return result;
      } finally {
        running.get().pop();
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
      }
    }
  }

  private <T> T suspended(Callable<T> work) {
    running.get().push(NONE);
    try {
      return call(work);
    } finally {
      running.get().pop();
    }
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static TransactionAttributeType attribute(Class<?> type, Method method) {
    TransactionAttribute own = method.getAnnotation(TransactionAttribute.class);
    TransactionAttribute ofType = type.getAnnotation(TransactionAttribute.class);
    if (own != null) {
      return own.value();
    }
    return ofType != null ? ofType.value() : TransactionAttributeType.REQUIRED;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
