using BrainDae.Method.Config;

namespace BrainDae.TestModels;

/// <summary>
/// The arithmetic that tests compute in unless they name another one, so that what they compare does not depend on the
/// processor: fp32, or what the environment variable BRAINDAE_TEST_PRECISION says. Tests that compare figures have the
/// trait <see cref="Trait"/> and hold in both; CI runs them in both where the processor has bfloat16.
/// </summary>
public static class TestPrecision
{
    public const string Trait = "Compares";

    public const string Figures = "figures";

    public static NetworkPrecision Usual { get; } = Environment.GetEnvironmentVariable("BRAINDAE_TEST_PRECISION") switch
    {
        "bf16" => NetworkPrecision.BFloat16,
        null or "" or "fp32" => NetworkPrecision.Float32,
        var other => throw new InvalidOperationException($"BRAINDAE_TEST_PRECISION is '{other}': must be fp32 or bf16."),
    };
}
