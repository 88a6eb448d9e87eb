namespace FleetQ.TestKit.Stores;

/// <summary>One fresh store for one test. Disposing removes it.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>Opens the store; each further call opens it again, as another process would.</summary>
    Task<StoreHandle> OpenAsync();

    /// <summary>Lets at least so much time pass by the store's clock.</summary>
    Task PassAsync(TimeSpan time);
}
