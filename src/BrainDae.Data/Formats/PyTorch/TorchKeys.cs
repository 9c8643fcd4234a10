namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Keys of the dictionary that the published trainer saves.</summary>
internal static class TorchKeys
{
    public const string Epochs = "epoch_no";
    public const string Iterations = "train_it";
    public const string Parameters = "model_state_dict";
    public const string Class = "model_class";
    public const string Optimizer = "optimiser_state_dict";
    public const string Value = "value";
}
