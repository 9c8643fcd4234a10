return TorchSharp.torch.tensor(1f).item<float>() > 0 ? 0 : 1;
