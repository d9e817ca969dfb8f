package dev.imagespace.testing.hub;

import dev.imagespace.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;

/**
 * A hub on loopback that speaks the protocol of huggingface.co as the Python package
 * huggingface_hub uses it, with large files on a second server. {@code HuggingFaceHubIT} keeps it
 * honest. It records what is asked of it, and goes wrong as {@link Fault}s say.
 */
public final class FakeHub implements AutoCloseable {
  private final String scheme;
  private final HubListener hub;
  private final HubListener storage;
  private final Map<String, FakeRepository> repositories = new ConcurrentHashMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<HubRequest> requests = new CopyOnWriteArrayList<>();

  private FakeHub(String scheme, ServerSocketFactory sockets) throws IOException {
    this.scheme = scheme;
    FakeStorage files = new FakeStorage(repositories.values());
    storage = new HubListener(true, sockets, answering(files::answer));
    HubProtocol protocol = new HubProtocol(repositories, storageEndpoint());
    hub = new HubListener(false, sockets, answering(protocol::answer));
  }

  public static FakeHub start() {
    return start("http", ServerSocketFactory.getDefault());
  }

  /** With TLS, as "localhost": that is the name the certificate has to have. */
  public static FakeHub start(TestCertificate certificate) {
    return start("https", certificate.serverSockets());
  }

  private static FakeHub start(String scheme, ServerSocketFactory sockets) {
    try {
      return new FakeHub(scheme, sockets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What HF_ENDPOINT is set to. */
  public String endpoint() {
    return scheme + "://localhost:" + hub.port();
  }

  public String storageEndpoint() {
    return scheme + "://localhost:" + storage.port();
  }

  /** The repository of this name, "owner/name"; made where it is not there. */
  public FakeRepository repository(String id) {
    return repositories.computeIfAbsent(id, FakeRepository::new);
  }

  /** From now on the old name leads to the new one. */
  public void rename(String from, String to) {
    FakeRepository repository = repository(from);
    repository.rename(to);
    repositories.put(to, repository);
  }

  /** The fault that is put in last sees a request first. */
  public FakeHub with(Fault fault) {
    faults.add(fault);
    return this;
  }

  public void withoutFaults() {
    faults.clear();
  }

  public List<HubRequest> requests() {
    return List.copyOf(requests);
  }

  public List<HubRequest> requests(Predicate<HubRequest> where) {
    return requests.stream().filter(where).toList();
  }

  /** Of bodies, to all who asked; a client may have thrown some away. */
  public long bytesSent(Predicate<HubRequest> where) {
    return requests.stream().filter(where).mapToLong(request -> request.sent().get()).sum();
  }

  public void forgetRequests() {
    requests.clear();
  }

  private Function<HubRequest, HubReply> answering(Function<HubRequest, HubReply> handler) {
    return request -> {
      requests.add(request);
      Function<HubRequest, HubReply> all = handler;
      for (Fault fault : faults) {
        all = fault.before(all);
      }
      return all.apply(request);
    };
  }

  @Override
  public void close() {
    try (hub;
        storage) {
      faults.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
