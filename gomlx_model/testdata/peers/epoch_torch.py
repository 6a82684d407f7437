"""Times epochs of 158 batches of 16 in PyTorch, step by step. Run: python epoch_torch.py"""
import os
import time
import torch
import torch.nn as nn

torch.manual_seed(0)
layers, channels = [], 1
for width, rate in ((16, 0.1), (32, 0.2), (64, 0.3)):
    layers += [nn.Conv2d(channels, width, 3, padding="same"), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(rate)]
    channels = width
layers += [nn.Flatten(), nn.Linear(256, 128), nn.BatchNorm1d(128), nn.ReLU(), nn.Dropout(0.4)]
layers += [nn.Linear(128, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 10)]
model = nn.Sequential(*layers).train()
optimizer, loss = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7), nn.CrossEntropyLoss()
x, y = torch.randn(158, 16, 1, 20, 20), torch.randint(0, 10, (158, 16))
for epoch in range(int(os.environ.get("EPOCHS", 6))):
    start = time.time()
    for i in range(158):
        optimizer.zero_grad()
        loss(model(x[i]), y[i]).backward()
        optimizer.step()
    print(f"torch {torch.__version__} epoch {epoch} {time.time() - start:.3f} s ({torch.get_num_threads()} threads)", flush=True)
