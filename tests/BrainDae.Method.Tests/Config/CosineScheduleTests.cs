using BrainDae.Method.Config;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Config;

public sealed class CosineScheduleTests
{
    [Fact]
    public void Rates_of_450_epochs_are_the_reference_rates()
    {
        var schedule = new CosineSchedule(1e-4, 100);
        var expected = Npy.Golden("lr", "cosine_450_epochs.npy").Values;

        for (var epoch = 0; epoch < expected.Length; epoch++)
        {
            Assert.Equal(expected[epoch], schedule.RateAt(epoch), 1e-12);
        }
    }
}
