namespace BrainDae.Files;

/// <summary>Hands over what must not stay open when it cannot be used.</summary>
public static class Disposal
{
    /// <summary>What is made of something open; that is closed where nothing can be made of it.</summary>
    /// <param name="resource">Owned by the result.</param>
    /// <param name="use">Makes the result.</param>
    public static TResult OnFailure<T, TResult>(T resource, Func<T, TResult> use)
        where T : IDisposable
    {
        ArgumentNullException.ThrowIfNull(use);
        try
        {
            return use(resource);
        }
        catch
        {
            resource.Dispose();
            throw;
        }
    }
}
