namespace BrainDae.TestData;

/// <summary>
/// Tests with this trait start processes, build packages, use a browser, break disks and files, or train for seconds. All
/// others are the inner loop: dotnet test --filter-not-trait Speed=slow.
/// </summary>
public static class TestSpeed
{
    public const string Trait = "Speed";

    public const string Slow = "slow";
}
