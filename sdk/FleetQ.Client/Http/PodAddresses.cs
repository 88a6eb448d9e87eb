namespace FleetQ.Client.Http;

/// <summary>The pods of the fleet, and the one that is asked now. Thread-safe.</summary>
internal sealed class PodAddresses
{
    private readonly Uri[] addresses;
    private int current;

    public PodAddresses(IReadOnlyList<Uri> given)
    {
        if (given.Count == 0)
        {
            throw new ArgumentException("Name the address of one pod at least.", nameof(given));
        }

        var wrong = given.FirstOrDefault(static address =>
            !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps));
        if (wrong is not null)
        {
            throw new ArgumentException(
                $"'{wrong}' is no address of a pod; it looks like http://127.0.0.1:8000.", nameof(given));
        }

        addresses = [.. given.Select(static address => new Uri(address.AbsoluteUri.TrimEnd('/') + "/"))];
    }

    public int Count => addresses.Length;

    /// <summary>All of them, for a message.</summary>
    public string Names => string.Join(", ", addresses.Select(static address => address.AbsoluteUri.TrimEnd('/')));

    /// <summary>The pod to ask.</summary>
    public Uri Current => addresses[Volatile.Read(ref current)];

    /// <summary>
    /// Goes on to the next pod, unless another caller has done so already: many calls that fail at once leave one pod,
    /// not many.
    /// </summary>
    public void Leave(Uri failed)
    {
        var index = Array.IndexOf(addresses, failed);
        Interlocked.CompareExchange(ref current, (index + 1) % addresses.Length, index);
    }
}
